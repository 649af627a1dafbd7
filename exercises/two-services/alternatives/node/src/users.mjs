import { listen } from './http.mjs';

const users = new Map([
  [1, 'Ada'],
  [2, 'Grace'],
  [3, 'Edsger'],
]);

listen(5000, /^\/users\/(\d+)$/, id => (users.has(id) ? [200, { name: users.get(id), id }] : [404, { error: 'no such user' }]));
