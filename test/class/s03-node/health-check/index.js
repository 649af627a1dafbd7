'use strict';
const http = require('node:http');

const users = Object.freeze([{ name: 'Grete', id: 3 }, { name: 'Ernst', id: 5 }]);
const pages = new Map([
  ['/users', () => users],
  ['/health', () => ({ uptime: process.uptime(), status: 'healthy' })],
]);

http
  .createServer((req, res) => {
    const page = pages.get(req.url.split('?')[0]);
    const [status, body] = !page ? [404, { error: 'no such page' }] : req.method === 'GET' ? [200, page()] : [405, { error: 'read only' }];
    res.setHeader('content-type', 'application/json');
    if (status === 405) res.setHeader('allow', 'GET');
    res.statusCode = status;
    res.end(`${JSON.stringify(body)}\n`);
  })
  .listen(5000, '0.0.0.0');

process.once('SIGTERM', () => process.exit());
