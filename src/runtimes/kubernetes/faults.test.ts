import { describe, expect, it } from 'vitest';
import { podFault, portFault, type Seen, serviceFault, workloadFault } from './faults.ts';
import type { EventObject, Pod, ServiceObject, Workload } from './objects.ts';

const pod = (status: Pod['status'], image = 'microlab/user-service:abc', policy = 'IfNotPresent'): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'user-service-1', labels: { app: 'user-service', 'pod-template-hash': 'x' } },
  spec: { containers: [{ name: 'web', image, imagePullPolicy: policy }] },
  status,
});
const container = (parts: object) => ({ name: 'web', ready: false, restartCount: 0, imageID: '', ...parts });
const event = (name: string, reason: string, message: string): EventObject => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'event' },
  involvedObject: { kind: 'Pod', name },
  reason,
  message,
  type: 'Warning',
});
const seen = (events: EventObject[] = [], lines: string[] = []): Seen => ({
  events,
  built: ['user-service'],
  log: async () => lines,
});

describe('a pod that does not come up', () => {
  it('asks a registry for an image that was built here', async () => {
    const waiting = { state: { waiting: { reason: 'ErrImagePull' } } };
    const fault = await podFault(
      pod({ containerStatuses: [container(waiting)] }, undefined, 'Always'),
      seen(),
    );
    expect(fault).toMatchObject({ final: true, text: expect.stringContaining('imagePullPolicy Always') });
  });

  it('names an image that nobody has', async () => {
    const waiting = { state: { waiting: { reason: 'ImagePullBackOff' } } };
    const fault = await podFault(
      pod({ containerStatuses: [container(waiting)] }, 'users:1'),
      seen([event('user-service-1', 'Failed', 'Failed to pull image "users:1": not found')]),
    );
    expect(fault?.text).toContain('"users:1" is neither on the node');
    expect(fault?.text).toContain('The node says: Failed to pull image');
    expect(fault?.text).toContain('must be called like its service: user-service. This one is called users.');
  });

  it('ends, with its last lines', async () => {
    const crashed = {
      restartCount: 2,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { exitCode: 3 } },
    };
    const fault = await podFault(pod({ containerStatuses: [container(crashed)] }), seen([], ['no database']));
    expect(fault).toMatchObject({ final: true });
    expect(fault?.text).toMatch(/CrashLoopBackOff, exit code 3; started again 2 times.*\n {2}no database/s);
  });

  it('ends, whichever log has what it said last', async () => {
    const state = { restartCount: 1, lastState: { terminated: { exitCode: 3 } } };
    const told = async (now: object, logs: { current: string[] | null; previous: string[] | null }) =>
      (
        await podFault(pod({ containerStatuses: [container({ ...state, state: now })] }), {
          ...seen(),
          log: async (_pod, _container, previous) => (previous ? logs.previous : logs.current),
        })
      )?.text;
    const ended = { terminated: { exitCode: 3 } };
    expect(await told({ running: {} }, { current: ['begins'], previous: ['no database'] })).toMatch(
      /no database$/,
    );
    expect(await told(ended, { current: ['no database'], previous: ['begins'] })).toMatch(/no database$/);
    expect(await told(ended, { current: [], previous: ['no database'] })).toMatch(/no database$/);
    expect(await told(ended, { current: [], previous: null })).toMatch(/It printed nothing\.$/);
    expect(await told(ended, { current: null, previous: null })).toMatch(/started again once\)\.$/);
  });

  it('is killed by its own probe', async () => {
    const killed = { restartCount: 1, lastState: { terminated: { exitCode: 137 } } };
    const said = 'Liveness probe failed: HTTP probe failed with statuscode: 404';
    const fault = await podFault(
      pod({ containerStatuses: [container(killed)] }),
      seen([event('user-service-1', 'Unhealthy', said)]),
    );
    expect(fault).toMatchObject({
      final: false,
      text: expect.stringContaining('statuscode: 404. A liveness probe'),
    });
  });

  it('has no room, or is only slow', async () => {
    const conditions = [
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: 'Insufficient cpu' },
    ];
    expect(await podFault(pod({ conditions }), seen())).toMatchObject({ final: true });
    expect(
      await podFault(pod({ containerStatuses: [container({ state: { running: {} } })] }), seen()),
    ).toBeNull();
  });

  it('was never made, for the quota', async () => {
    const workload = { kind: 'Deployment', metadata: { name: 'user-service' } } as Workload;
    const said = 'Error creating: pods "x" is forbidden: exceeded quota: microlab, requested: pods=1';
    const fault = await workloadFault(workload, [], seen([event('user-service-7d', 'FailedCreate', said)]));
    expect(fault).toMatchObject({ final: true, text: expect.stringContaining('(its quota)') });
  });

  it('was never made, for what a container of it may have at most', async () => {
    const workload = { kind: 'Deployment', metadata: { name: 'user-service' } } as Workload;
    const said = 'pods "x" is forbidden: maximum memory usage per Container is 1Gi, but limit is 6Gi';
    const fault = await workloadFault(workload, [], seen([event('user-service-7d', 'FailedCreate', said)]));
    expect(fault).toMatchObject({ final: true, text: expect.stringContaining('under resources.limits') });
  });
});

describe('a Service behind which nothing answers', () => {
  const service = (spec: ServiceObject['spec'], name = 'user-service'): ServiceObject => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec,
  });
  const why = (services: ServiceObject[], slices: object[] = []) =>
    serviceFault({ service: 'user-service', port: 80, services, slices: slices as never, pods: [pod({})] });
  const selector = { app: 'user-service' };

  it.each([
    ['has another name', [service({}, 'users')], 'There is no Service called user-service (there is users)'],
    [
      'has another port',
      [service({ selector, ports: [{ port: 5000 }] })],
      'has port 5000, and the contract says 80',
    ],
    ['has no selector', [service({ ports: [{ port: 80 }] })], 'has no selector'],
    [
      'selects nothing',
      [service({ selector: { app: 'users' }, ports: [{ port: 80 }] })],
      'selects pods with app=users, and no pod carries that. The pods here carry: app=user-service.',
    ],
    [
      'leads to a name',
      [service({ selector, ports: [{ port: 80, targetPort: 'http' }] })],
      'the port named "http"',
    ],
    ['finds nobody ready', [service({ selector, ports: [{ port: 80 }] })], 'none of them is ready'],
  ])('%s', (_, services, says) => {
    expect(why(services)).toContain(says);
  });

  it('is all right once it has a ready endpoint', () => {
    const slice = {
      metadata: { labels: { 'kubernetes.io/service-name': 'user-service' } },
      ports: [{ port: 5000 }],
      endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true }, targetRef: { name: 'a' } }],
    };
    expect(why([service({ selector, ports: [{ port: 80 }] })], [slice])).toBeNull();
  });

  it('leads to a port where nothing listens', () => {
    expect(portFault('user-service', 8080, 5000)).toContain(
      'port 8080 of its pods (its targetPort), and nothing',
    );
    expect(portFault('user-service', 5000, 5000)).toContain('listen on 0.0.0.0, not on 127.0.0.1');
  });
});
