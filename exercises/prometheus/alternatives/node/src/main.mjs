import { createServer } from 'node:http';
import { collectDefaultMetrics, register } from 'prom-client';
import { users } from './users.mjs';

collectDefaultMetrics();

const metrics = createServer(async (request, response) => {
  if (request.url !== '/metrics') return response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': register.contentType });
  response.end(await register.metrics());
});

metrics.listen(8000);
users.listen(5000);
process.on('SIGTERM', () => process.exit(0));
