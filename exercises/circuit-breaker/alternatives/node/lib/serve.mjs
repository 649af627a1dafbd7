import { createServer } from 'node:http';

/** `routes`: pairs of a pattern for the path and a function from its group to [status, body]. */
export function serve(port, routes) {
  createServer(async (request, response) => {
    const route = routes.find(([pattern]) => pattern.test(request.url));
    const [status, body] = route ? await route[1](route[0].exec(request.url)[1]) : [404, { error: 'no such path' }];
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
  }).listen(port);
}
