import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Helper, helperProgram } from './helper.ts';

let child: ChildProcess;
let helper: Helper;
const servers: (Server | TcpServer)[] = [];

async function listen(server: Server | TcpServer): Promise<{ host: string; port: number }> {
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

function start(program = helperProgram()): { child: ChildProcess; helper: Helper } {
  const started = spawn('python3', ['-c', program], { stdio: 'pipe' });
  return { child: started, helper: new Helper(started.stdout, started.stdin, started.stderr) };
}

beforeAll(async () => {
  ({ child, helper } = start());
  await helper.ready();
});

afterAll(async () => {
  await helper.close();
  for (const server of servers) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

describe('http', () => {
  it('gives status, headers in lower case and body', async () => {
    const target = await listen(
      createServer((request, response) => {
        const parts: Buffer[] = [];
        request.on('data', part => parts.push(part));
        request.on('end', () => {
          response.writeHead(201, {
            'X-Seen': `${request.method} ${request.url} ${request.headers['content-type']}`,
          });
          response.end(`got ${Buffer.concat(parts).toString()} from ${request.headers['user-agent']}`);
        });
      }),
    );
    const answer = await helper.http(target, {
      method: 'POST',
      path: '/users?q=ä b',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"Zoë"}',
      timeoutMs: 5000,
    });
    expect(answer).toMatchObject({
      answered: true,
      status: 201,
      headers: { 'x-seen': 'POST /users?q=%C3%A4%20b application/json' },
      body: expect.stringMatching(/^got \{"name":"Zoë"\} from curl\//),
    });
  });

  it('serves 300 requests at once', async () => {
    const waiting: (() => void)[] = [];
    const target = await listen(
      createServer((_, response) => {
        waiting.push(() => response.end('ok'));
        if (waiting.length === 300) for (const answer of waiting) answer();
      }),
    );
    const request = { method: 'GET', path: '/', timeoutMs: 20_000 };
    const answers = await Promise.all(Array.from({ length: 300 }, () => helper.http(target, request)));
    expect(answers.every(answer => answer.answered && answer.status === 200)).toBe(true);
  });

  it('bounds the whole exchange, also where the body drips', async () => {
    const target = await listen(
      createServer((_, response) => {
        const drip = setInterval(() => response.write('.'), 50);
        response.on('close', () => clearInterval(drip));
      }),
    );
    const silence = await helper.http(target, { method: 'GET', path: '/', timeoutMs: 400 });
    expect(silence).toMatchObject({ answered: false, reason: 'timeout' });
    expect(silence.elapsedMs).toBeLessThan(2000);
  });

  it.each([
    ['hangs up', ''],
    ['speaks something else', 'SSH-2.0-nothing\r\n'],
    [
      'has headers without measure',
      `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(40_000)}\r\nY: ${'y'.repeat(40_000)}\r\nContent-Length: 0\r\n\r\n`,
    ],
    ['stops within the body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'],
    ['garbles its chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhalf'],
  ])('calls it a reset where the service %s', async (_, words) => {
    const target = await listen(
      createTcpServer(socket => socket.once('data', () => socket.end(words)).on('error', () => {})),
    );
    const silence = await helper.http(target, { method: 'GET', path: '/', timeoutMs: 5000 });
    expect(silence).toMatchObject({ answered: false, reason: 'reset' });
  });

  it('reads what was answered before the request was read', async () => {
    const target = await listen(
      createServer((_, response) => {
        response
          .writeHead(413, { connection: 'close' })
          .end('too much', () => response.socket?.destroySoon());
      }),
    );
    const body = 'x'.repeat(200_000);
    expect(await helper.http(target, { method: 'POST', path: '/', body, timeoutMs: 5000 })).toMatchObject({
      status: 413,
    });
  });

  it('tells a refused connection from an unknown name', async () => {
    const closed = createServer();
    const target = await listen(closed);
    await new Promise(resolve => closed.close(resolve));
    const request = { method: 'GET', path: '/', timeoutMs: 5000 };
    expect(await helper.http(target, request)).toMatchObject({ answered: false, reason: 'refused' });
    expect(await helper.connect(target, 5000)).toEqual({ open: false, reason: 'refused' });
    expect(await helper.http({ host: 'nobody.invalid', port: 80 }, request)).toMatchObject({
      reason: 'unknown-host',
    });
  });
});

describe('connect', () => {
  it('says that a port is open', async () => {
    expect(await helper.connect(await listen(createTcpServer()), 5000)).toEqual({ open: true, reason: null });
  });
});

describe('the conversation', () => {
  it('says what it does not know', async () => {
    await expect(helper.call('juggle', {})).rejects.toThrow('no operation juggle');
  });

  it('rejects everything that waits when the program ends, with its last words', async () => {
    const { helper: broken } = start('import sys; sys.stdin.readline(); sys.exit("out of luck")');
    await expect(broken.call('http', {})).rejects.toThrow(/helper ended.*out of luck/s);
    await expect(broken.ready()).rejects.toThrow(/helper ended/);
    await expect(broken.call('http', {})).rejects.toThrow(/helper ended/);
  });

  it('ends with its stdin, even while requests wait', async () => {
    const target = await listen(createServer(() => {}));
    const { child: other, helper: short } = start();
    const waiting = short.http(target, { method: 'GET', path: '/', timeoutMs: 60_000 });
    const ended = new Promise(resolve => other.once('exit', resolve));
    waiting.catch(() => {});
    await short.ready();
    await short.close();
    await expect(waiting).rejects.toThrow(/helper ended/);
    expect(await ended).toBe(0);
    expect(child.exitCode).toBeNull();
  });
});
