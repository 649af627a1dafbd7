import { listen } from './http.mjs';

const users = process.env.USER_SERVICE_URL ?? 'http://user-service:5000';
const orders = [
  { item: 'Compiler', user_id: 2, id: 'a-1' },
  { item: 'Engine', user_id: 1, id: 'a-2' },
  { item: 'Manual', user_id: 1, id: 'a-3' },
];

listen(5001, /^\/orders\/(\d+)$/, async id => {
  try {
    const response = await fetch(`${users}/users/${id}`, { signal: AbortSignal.timeout(2000) });
    if (response.status === 404) return [404, { error: 'no such user' }];
    if (!response.ok) return [503, { error: `user-service answered ${response.status}` }];
    const { name } = await response.json();
    return [200, { user: name, orders: orders.filter(order => order.user_id === id) }];
  } catch (problem) {
    return [503, { error: `user-service is away: ${problem.message}` }];
  }
});
