import { describe, expect, it } from 'vitest';
import { standInPod } from './stand-in.ts';
import { Undo } from './undo.ts';

const own = { namespace: 'run', image: 'helper:1', labels: { 'dev.microlab.lab': 'true' }, annotations: {} };

describe('a pod that stands in', () => {
  it('keeps labels, probes and ports of the template, and nothing that runs', () => {
    const probe = { httpGet: { path: '/health', port: 5000 } };
    const workload = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'user-service' },
      spec: {
        template: {
          metadata: { labels: { app: 'user-service' } },
          spec: {
            volumes: [{ name: 'secrets' }],
            containers: [
              {
                name: 'web',
                image: 'microlab/user-service:abc',
                command: ['python', 'app.py'],
                readinessProbe: probe,
                lifecycle: { preStop: {} },
                ports: [{ containerPort: 5000 }],
              },
            ],
          },
        },
      },
    };
    const { metadata, spec } = standInPod(workload, 'user-service', own) as unknown as {
      metadata: object;
      spec: { containers: object[] };
    };
    expect(metadata).toMatchObject({
      namespace: 'run',
      labels: { app: 'user-service', 'dev.microlab.lab': 'true' },
    });
    expect(spec.containers).toEqual([
      expect.objectContaining({
        image: 'helper:1',
        readinessProbe: probe,
        ports: [{ containerPort: 5000 }],
        command: expect.arrayContaining(['python3']),
      }),
    ]);
    expect(spec.containers[0]).not.toHaveProperty('lifecycle');
    expect(spec).not.toHaveProperty('volumes');
  });
});

describe('what was broken', () => {
  it('is mended newest first, once, and a name keeps its first step', async () => {
    const undo = new Undo();
    const done: string[] = [];
    const mend = (name: string) => async () => void done.push(name);
    undo.remember('a', mend('a'));
    undo.remember('b', mend('b'));
    undo.remember('a', mend('another a'));
    undo.remember('c', mend('c'));
    undo.forget('c');
    await undo.all();
    await undo.all();
    expect(done).toEqual(['b', 'a']);
  });
});
