import { Blown, Fuse } from '../lib/fuse.mjs';
import { serve } from '../lib/serve.mjs';

const { USER_SERVICE_URL = 'http://user-service:5000', FAILURE_THRESHOLD = '5', RECOVERY_TIMEOUT = '30' } = process.env;
const fuse = new Fuse(Number(FAILURE_THRESHOLD), Number(RECOVERY_TIMEOUT) * 1000);

async function user(id) {
  const response = await fetch(`${USER_SERVICE_URL}/users/${id}`, { signal: AbortSignal.timeout(2500) });
  if (response.status >= 500) throw new Error(`status ${response.status}`);
  return response.ok ? response.json() : null;
}

async function orders(id) {
  try {
    const found = await fuse.state.run(() => user(id));
    return found ? [200, { user: found.name, orders: [{ item: 'Book', id: 'b-1', user_id: Number(id) }] }] : [404, { error: 'unknown user' }];
  } catch (problem) {
    return [503, { error: problem instanceof Blown ? 'Service unavailable, circuit open' : `user-service: ${problem.message}` }];
  }
}

serve(5001, [
  [/^\/orders\/(\d+)$/, orders],
  [/^\/health$/, () => [200, { status: 'healthy', circuit: fuse.state.name }]],
]);
