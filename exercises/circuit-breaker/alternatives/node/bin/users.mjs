import { serve } from '../lib/serve.mjs';

const users = { 1: 'Ada', 2: 'Grace' };
serve(5000, [[/^\/users\/(\d+)$/, id => (users[id] ? [200, { name: users[id], id: Number(id) }] : [404, { error: 'unknown' }])]]);
