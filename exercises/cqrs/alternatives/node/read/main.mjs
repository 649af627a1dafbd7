import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const views = new Map();

const routes = [
  [/^GET \/users\/read\/(\d+)$/, (_, response, id) => {
    const view = views.get(id);
    response.writeHead(view ? 200 : 404, { 'content-type': 'application/json' });
    response.end(view ?? '{"message":"unknown"}');
  }],
  [/^PUT \/views\/(\d+)$/, async (request, response, id) => {
    views.set(id, await text(request));
    response.writeHead(204).end();
  }],
];

createServer((request, response) => {
  const line = `${request.method} ${request.url}`;
  const route = routes.find(([pattern]) => pattern.test(line));
  if (!route) return response.writeHead(404).end();
  const [pattern, answer] = route;
  answer(request, response, pattern.exec(line)[1]);
}).listen(5001);
