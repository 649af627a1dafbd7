import { createServer } from 'node:http';

const people = [
  { name: 'Ada', id: 101 },
  { name: 'Grace', id: 102 },
  { name: 'Edsger', id: 103 },
];

const routes = { '/users': { GET: () => people } };

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  const methods = routes[pathname];
  if (!methods) return reply(response, 404, { error: 'not found' });
  const handler = methods[request.method];
  if (!handler) return reply(response, 405, { error: 'method not allowed' }, { Allow: Object.keys(methods).join(', ') });
  reply(response, 200, handler());
});

function reply(response, status, body, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body, null, 2));
}

process.on('SIGTERM', () => server.close());
server.listen(5000);
