import { createServer } from 'node:http';

const people = new Map([
  [1, 'Ada'],
  [2, 'Grace'],
  [3, 'Edsger'],
]);

createServer(({ url }, response) => {
  const [, id] = /^\/users\/(\d+)$/.exec(url) ?? [];
  const name = people.get(Number(id));
  response
    .writeHead(name ? 200 : 404, { 'content-type': 'application/json; charset=utf-8' })
    .end(JSON.stringify(name ? { name, id: Number(id) } : { error: 'nobody here' }));
}).listen(5000);
process.on('SIGTERM', () => process.exit());
