import { createServer } from 'node:http';

/** Answers GET requests whose path has the given pattern; `answer` gets what is in its group. */
export function listen(port, pattern, answer) {
  createServer(async (request, response) => {
    const [, key] = request.url.match(pattern) ?? [];
    const [status, body] =
      request.url === '/health' ? [200, { ok: true }] : key ? await answer(Number(key)) : [404, { error: 'no such path' }];
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body, null, 2));
  }).listen(port);
}
