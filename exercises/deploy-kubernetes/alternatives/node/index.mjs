import { createServer } from 'node:http';

const people = [{ name: 'Ida', id: 21 }, { name: 'Lin', id: 22 }, { name: 'Ruth', id: 23 }];
const pages = { '/users': people, '/health': { status: 'healthy' } };

const server = createServer(({ method, url }, response) => {
  const page = method === 'GET' ? pages[url.split('?')[0]] : undefined;
  response.writeHead(page ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(page ?? { error: 'not here' }));
});
server.listen(5000);

// Requests that are still on their way are answered first.
process.on('SIGTERM', () => setTimeout(() => server.close(() => process.exit()), 4000));
