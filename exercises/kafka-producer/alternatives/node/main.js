import { createServer } from 'node:http';
import { tell } from './lib/outbox.js';

async function read(stream) {
  let text = '';
  for await (const piece of stream.setEncoding('utf8')) text += piece;
  return JSON.parse(text);
}

async function answer(request) {
  if (request.url !== '/users') return [404, { error: 'not found' }];
  if (request.method !== 'POST') return [405, { error: 'only POST' }];
  const user = await read(request).catch(() => null);
  if (!Number.isInteger(user?.id)) return [422, { error: 'a user needs an integer id' }];
  try {
    await tell(user);
    return [201, { status: 'User event published' }];
  } catch (error) {
    return [503, { error: error.message }];
  }
}

createServer(async (request, response) => {
  const [status, body] = await answer(request);
  response.writeHead(status, { 'Content-Type': 'application/json;charset=utf-8' }).end(JSON.stringify(body));
}).listen(5000, () => console.log('ready'));
