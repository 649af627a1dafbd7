import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lab } from '../../lab.ts';
import { sandbox } from '../../testing.ts';

let box: Awaited<ReturnType<typeof sandbox>>;
beforeEach(async () => {
  box = await sandbox();
});
afterEach(() => box.remove());

type Up = NonNullable<Awaited<ReturnType<Lab['clusterUp']>>>;
const cluster = (own: boolean) =>
  ({ name: 'dev', context: own ? 'kind-microlab' : 'kind-dev', provider: 'kind', own }) as Up['cluster'];
const istio = { version: '1.31.0', ready: true };

describe('cluster up', () => {
  it('shows the progress, says what there is and what to do next', async () => {
    const clusterUp: Lab['clusterUp'] = async ({ output, istio: wanted }) => {
      output('Preparing nodes');
      box.host.time = 28_400;
      return { cluster: cluster(true), did: 'created', version: 'v1.34.4', istio: wanted ? istio : null };
    };
    const plain = await box.run('cluster up', { change: { clusterUp } });
    expect(plain.exitCode).toBe(0);
    expect(plain.err).toBe('Preparing nodes\n');
    expect(plain.out).toMatchInlineSnapshot(`
      "✔ microlab’s cluster was made: Kubernetes v1.34.4 (28.4 s).
      Exercises on Kubernetes use it from now on:
        microlab exercise list
      To remove it:
        microlab cluster down
      "
    `);
    expect((await box.run('cluster up --with istio', { change: { clusterUp } })).out).toContain(
      'Istio 1.31.0',
    );
  });

  it('says how to name a context of the user’s own', async () => {
    const asked: unknown[] = [];
    const clusterUp: Lab['clusterUp'] = async ({ context }) => {
      asked.push(context);
      return { cluster: cluster(false), did: 'found', version: 'v1.33.1', istio };
    };
    const { out } = await box.run('cluster up --context kind-dev', { change: { clusterUp } });
    expect(asked).toEqual(['kind-dev']);
    expect(out).toContain('microlab exercise run <id> --context kind-dev');
  });

  it('needs a yes for a context that it does not know', async () => {
    const clusterUp: Lab['clusterUp'] = async ({ confirm }) =>
      (await confirm('Use it?'))
        ? { cluster: cluster(false), did: 'found', version: 'v1.33.1', istio: null }
        : null;
    const refused = await box.run('cluster up --context prod', { change: { clusterUp } });
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toContain('Say yes with --yes.');
    expect((await box.run('cluster up --context prod --yes', { change: { clusterUp } })).exitCode).toBe(0);
    expect((await box.run('cluster up', { change: { clusterUp: async () => null } })).out).toBe(
      'Nothing was done.\n',
    );
  });
});

describe('cluster status', () => {
  const status: Awaited<ReturnType<Lab['clusterStatus']>> = {
    context: 'kind-microlab',
    provider: 'kind',
    own: true,
    kubernetes: 'v1.34.4',
    nodes: { ready: 1, total: 1 },
    istio,
    namespaces: [{ name: 'saga-ab12', run: 'ab12', exercise: 'saga' }],
  };
  const change = { clusterStatus: async () => status };

  it('for people', async () => {
    expect((await box.run('cluster status', { change })).out).toMatchInlineSnapshot(`
      "context     kind-microlab (microlab’s own)
      made with   kind
      Kubernetes  v1.34.4
      nodes       1 of 1 ready
      Istio       1.31.0
      runs        saga-ab12 (saga)
      "
    `);
  });

  it('for programs', async () => {
    const { out } = await box.run('cluster status --format json', { change });
    expect(JSON.parse(out)).toEqual(status);
  });

  it('exits 3 where there is no cluster', async () => {
    expect((await box.run('cluster status')).exitCode).toBe(3);
  });
});

describe('cluster down', () => {
  it.each([
    [true, 'microlab’s cluster was removed.\n'],
    [false, 'There was no cluster of microlab’s own.\n'],
  ])('%s: %s', async (removed, text) => {
    const { out, exitCode } = await box.run('cluster down', { change: { clusterDown: async () => removed } });
    expect({ out, exitCode }).toEqual({ out: text, exitCode: 0 });
  });
});
