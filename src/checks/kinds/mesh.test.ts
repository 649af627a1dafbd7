import { describe, expect, it } from 'vitest';
import { WorkFault } from '../../errors.ts';
import { answer, manifests, said, scopeOf, silence } from '../mesh.testing.ts';
import { kind as http } from './http.ts';
import { kind as mesh } from './mesh.ts';
import { kind as shares } from './shares.ts';
import { kind as sidecars } from './sidecars.ts';
import { kind as without } from './without.ts';

const ORDERS = manifests(`
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: calls-of-orders}
spec: {hosts: [order-service], http: [{retries: {attempts: 3}}]}
`);

describe('mesh', () => {
  const run = (nested: () => Promise<void>) =>
    mesh.run({ mesh: 'order-service', steps: [] }, scopeOf({ manifests: () => ORDERS }, { nested }));

  it('adds what the VirtualService says to a step that failed, and nothing to one that held', async () => {
    const failing = run(async () => {
      throw new WorkFault('The status is 500.', { expected: 200, actual: 500, byTime: true });
    });
    await expect(failing).rejects.toMatchObject({
      message: expect.stringMatching(/^The status is 500\. k8s\/mesh\.yaml:2: retries are \{attempts: 3\}/),
      expected: 200,
      actual: 500,
      byTime: true,
    });
    expect(await said(run(async () => {}))).toBeNull();
  });

  it('leaves alone what the lab could not find out', async () => {
    const broken = run(async () => {
      throw new Error('no helper');
    });
    await expect(broken).rejects.toThrow(/^no helper$/);
  });
});

describe('without', () => {
  const run = async (step: Parameters<typeof without.run>[0]) => {
    const away: string[] = [];
    const cluster = {
      manifests: () => ORDERS,
      without: async (kind: string, name: string) => void away.push(`${kind} ${name}`),
    };
    return { fault: await said(without.run(step, scopeOf(cluster))), away };
  };

  it('takes away what is called so, or is for that host', async () => {
    const byName = await run({ without: { kind: 'VirtualService', name: 'calls-of-orders' } });
    const byHost = await run({ without: { kind: 'VirtualService', host: 'order-service' } });
    expect(byName).toEqual({ fault: null, away: ['VirtualService calls-of-orders'] });
    expect(byHost).toEqual(byName);
  });

  it('fails where there is nothing to take away', async () => {
    const { fault, away } = await run({ without: { kind: 'VirtualService', host: 'user-service' } });
    expect(fault).toContain('There is no VirtualService for the host user-service');
    expect(away).toEqual([]);
  });
});

describe('sidecars', () => {
  const pod = (name: string, more: object = {}) => ({
    name,
    address: null,
    ready: true,
    restarts: 0,
    deleting: false,
    labels: {},
    ...more,
  });
  const run = (pods: ReturnType<typeof pod>[], containers: (name: string) => object) =>
    said(
      sidecars.run(
        { sidecars: 'user-service', ready: 2 },
        scopeOf({
          pods: async () => pods,
          read: async (_version, _kind, name) => ({
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: { name },
            spec: containers(name),
          }),
        }),
      ),
    );
  const beside = () => ({ containers: [{ name: 'app' }, { name: 'istio-proxy' }] });
  const native = () => ({ containers: [{ name: 'app' }], initContainers: [{ name: 'istio-proxy' }] });

  it('holds where each ready pod has one, whichever way', async () => {
    expect(await run([pod('a'), pod('b')], beside)).toBeNull();
    expect(await run([pod('a'), pod('b')], native)).toBeNull();
  });

  it('names the pod that has none', async () => {
    const bare = (name: string) => (name === 'b' ? { containers: [{ name: 'app' }] } : beside());
    expect(await run([pod('a'), pod('b')], bare)).toContain(
      'The pod b of user-service has no container istio-proxy (it has app)',
    );
  });

  it('counts neither what is not ready nor what is being deleted', async () => {
    const some = [pod('a'), pod('b', { ready: false }), pod('c', { deleting: true })];
    expect(await run(some, beside)).toContain('1 ready pod of user-service, expected 2.');
  });
});

describe('shares', () => {
  const step = {
    shares: 'user-service/version',
    requests: 100,
    by: 'version',
    expect: { v1: 0.9, v2: 0.1 },
    tolerance: 0.06,
  };
  const run = (body: (call: number) => string, status = 200) => {
    let call = 0;
    return said(
      shares.run(
        step,
        scopeOf(
          {},
          {
            request: async (service, { path }) =>
              answer(service === 'user-service' && path === '/version' ? status : 404, body(call++)),
          },
        ),
      ),
    );
  };
  const version = (name: string) => JSON.stringify({ version: name });

  it('holds within the tolerance', async () => {
    expect(await run(call => version(call % 7 === 0 ? 'v2' : 'v1'))).toBeNull();
  });

  it('says how it was shared out instead', async () => {
    expect(await run(call => version(call % 2 ? 'v2' : 'v1'))).toContain(
      '100 times GET user-service/version: the answers come from v1 50 %, v2 50 %, expected v1 90 %, v2 10 %',
    );
  });

  it('counts a version that nobody expects', async () => {
    expect(await run(call => version(call % 10 === 0 ? 'v2' : call % 10 === 1 ? 'v3' : 'v1'))).toContain(
      'v3 10 %',
    );
  });

  it('names answers that say nothing, and answers that are errors', async () => {
    expect(await run(() => '[]')).toContain('100 of 100: GET user-service/version: 200 "[]", expected 200');
    expect(await run(() => 'no healthy upstream', 503)).toContain('503 "no healthy upstream"');
  });
});

describe('a request from outside the mesh', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'user-service' } };
  const run = (found: object | null, reply: ReturnType<typeof answer> | ReturnType<typeof silence>) => {
    const asked: unknown[] = [];
    const outcome = said(
      http.run(
        { get: 'user-service/users/1', from: 'outside-mesh', expect: { answered: false } },
        scopeOf({
          read: async () => (found === null ? null : { ...service, ...found }),
          ask: async (from, target, { path }) => {
            asked.push({ from, target, path });
            return reply;
          },
        }),
      ),
    );
    return outcome.then(fault => ({ fault, asked }));
  };
  const ports = { spec: { ports: [{ port: 80 }] } };

  it('goes to the port of the Service, from there', async () => {
    const { fault, asked } = await run(ports, silence('reset'));
    expect(fault).toBeNull();
    expect(asked).toEqual([
      { from: 'outside-mesh', target: { host: 'user-service', port: 80 }, path: '/users/1' },
    ]);
  });

  it('fails where it is answered although it must not be', async () => {
    expect((await run(ports, answer(200))).fault).toContain(
      'GET user-service/users/1 from outside the mesh: it was answered with 200, expected no answer at all',
    );
  });

  it('proves nothing where the name leads nowhere', async () => {
    expect((await run(null, silence('reset'))).fault).toContain('nothing is called user-service');
  });
});
