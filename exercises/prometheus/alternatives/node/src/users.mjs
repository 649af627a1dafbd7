import { createServer } from 'node:http';
import { Counter, Histogram } from 'prom-client';

const people = [
  { id: 7, name: 'Ada' },
  { id: 8, name: 'Grace' },
];
const asked = new Counter({
  name: 'user_service_requests_total',
  help: 'Requests to /users',
  labelNames: ['method', 'status'],
});
const took = new Histogram({
  name: 'user_service_request_duration_seconds',
  help: 'Duration of requests to /users',
  labelNames: ['status'],
  buckets: [0.001, 0.01, 0.1, 1],
});
// Known words only: whoever sends a method of his own invention makes no series.
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

export const users = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://users');
  const reply = (status, body) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  if (pathname === '/live') return reply(200, { alive: true });
  if (pathname !== '/users') return reply(404, { error: 'not found' });
  const stop = took.startTimer();
  const status = request.method === 'GET' ? 200 : 405;
  asked.inc({ method: METHODS.includes(request.method) ? request.method : 'other', status });
  reply(status, status === 200 ? people : { error: 'method not allowed' });
  stop({ status });
});
