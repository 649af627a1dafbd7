import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

const users = new Map();
const changed = new Set();

/** Brings what has changed to the other side. What does not get there stays in the set for the next time. */
async function deliver() {
  for (const id of changed) {
    changed.delete(id);
    const sent = await fetch(`${process.env.VIEWS}/views/${id}`, { method: 'PUT', body: JSON.stringify(users.get(id)) }).catch(() => null);
    if (!sent?.ok) changed.add(id);
    if (!sent) break;
  }
  setTimeout(deliver, 100);
}
deliver();

createServer(async (request, response) => {
  if (request.url !== '/users/write') return response.writeHead(404).end();
  if (request.method !== 'POST') return response.writeHead(405, { allow: 'POST' }).end();
  const user = await json(request).catch(() => null);
  if (!Number.isInteger(user?.id)) return response.writeHead(400).end();
  users.set(user.id, user);
  changed.add(user.id);
  response.writeHead(201).end();
}).listen(5000);
