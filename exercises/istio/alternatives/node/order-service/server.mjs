import { createServer } from 'node:http';

const sold = [
  { item: 'Compiler', user_id: 2, id: 'a-1' },
  { item: 'Engine', user_id: 1, id: 'a-2' },
  { item: 'Manual', user_id: 1, id: 'a-3' },
];

async function answer(buyer) {
  const response = await fetch(`http://user-service:80/users/${buyer}`, { signal: AbortSignal.timeout(2000) });
  if (response.status === 404) return [404, { error: 'no such user' }];
  if (!response.ok) return [503, { error: `user-service answered ${response.status}` }];
  const { name } = await response.json();
  return [200, { orders: sold.filter(({ user_id }) => user_id === buyer), user: name }];
}

createServer(async ({ url }, response) => {
  const [, buyer] = /^\/orders\/(\d+)$/.exec(url) ?? [];
  const [status, body] = buyer
    ? await answer(Number(buyer)).catch(({ message }) => [503, { error: message }])
    : [404, { error: 'no such path' }];
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}).listen(5001);
process.on('SIGTERM', () => process.exit());
