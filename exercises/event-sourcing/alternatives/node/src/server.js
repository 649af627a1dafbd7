import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { openJournal } from './journal.js';

const journal = openJournal(process.env.EVENT_STORE ?? '/data/events.jsonl');

const historyOf = id => journal.all().filter(entry => entry.user_id === id);

function stateOf(id) {
  const [first, ...rest] = historyOf(id);
  if (!first) return null;
  const last = rest.filter(entry => entry.type === 'UserRenamed').at(-1) ?? first;
  return { name: last.data.name, id };
}

const isText = value => typeof value === 'string' && value.length > 0;
const problem = (status, detail) => [status, { status, detail }];

const actions = {
  'POST /users': (_, body) => {
    if (!Number.isInteger(body?.id) || !isText(body?.name)) return problem(422, 'id and name are required');
    if (stateOf(body.id)) return problem(409, 'this id is taken');
    journal.write({ at: new Date(), data: body, type: 'UserCreated', user_id: body.id });
    return [201, stateOf(body.id)];
  },
  'GET /users/:id': id => {
    const user = stateOf(id);
    return user ? [200, user] : problem(404, 'no such user');
  },
  'GET /users/:id/events': id => (stateOf(id) ? [200, historyOf(id)] : problem(404, 'no such user')),
  'PATCH /users/:id': (id, body) => {
    if (!stateOf(id)) return problem(404, 'no such user');
    if (!isText(body?.name)) return problem(422, 'name is required');
    journal.write({ at: new Date(), data: { name: body.name }, type: 'UserRenamed', user_id: id });
    return [204];
  },
};

const server = createServer(async (request, response) => {
  const id = /^\/users\/(\d+)/.exec(request.url)?.[1];
  const action = actions[`${request.method} ${id ? request.url.replace(id, ':id') : request.url}`];
  let result;
  try {
    const body = ['POST', 'PATCH'].includes(request.method) ? await json(request) : undefined;
    result = action ? action(Number(id), body) : problem(404, 'no such path');
  } catch {
    result = problem(400, 'the body is no JSON');
  }
  const [status, content] = result;
  response.writeHead(status, content ? { 'content-type': 'application/json' } : {});
  response.end(content && JSON.stringify(content));
});

process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
server.listen(5000, '0.0.0.0');
