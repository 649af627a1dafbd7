import { helperImage } from '../shared/engine/helper-image.ts';
import { accountObjects } from './account.ts';
import type { Delivery } from './delivery/index.ts';
import { type Enforcement, nameServerDoors, tryPolicy } from './enforcement.ts';
import type { Helpers, Own } from './helpers.ts';
import type { Isolation } from './isolation.ts';
import { namespaceObjects } from './namespace.ts';

interface Opening {
  own: Own;
  /** What everything of the run carries. */
  labels: Readonly<Record<string, string>>;
  mesh: boolean;
  helpers: Helpers;
  delivery: Delivery;
  /** Of a runtime for the work of others. */
  isolation: Isolation | null;
  note(text: string): void;
}

/**
 * Makes the namespace of a run with all that bounds it, what watches it, and the lab's own pod. Throws MissingError where
 * the work of others would not be kept in it.
 */
export async function openNamespace(opening: Opening): Promise<void> {
  const { own, labels, mesh, helpers, delivery, isolation, note } = opening;
  const { api, namespace, annotations } = own;
  const run = { namespace, labels, annotations };
  const strangers = isolation !== null;
  const [space, ...bounds] = namespaceObjects({ ...run, mesh, strangers });
  const trial = isolation?.untried ?? false;
  const policies = bounds.filter(({ kind }) => kind === 'NetworkPolicy');
  const close = () => api.applyAll(policies);
  if (space) await api.apply(space);
  await Promise.all([
    api.applyAll(bounds.filter(one => !policies.includes(one))),
    trial ? null : close(),
    strangers ? api.applyAll(accountObjects(run)) : null,
    own.mirror.open(),
    delivery.deliver([helperImage()]),
  ]);
  if (trial) isolation?.learn(await enforcement(opening, close));
  isolation?.insist(note);
  await helpers.at('lab');
}

/** Nothing of the learner's is in the namespace yet. */
async function enforcement(
  { own, helpers, mesh }: Opening,
  close: () => Promise<void>,
): Promise<Enforcement> {
  const doors = await nameServerDoors(own.api);
  if (!doors) {
    await close();
    return { kind: 'unknown', seen: 'no pod of a name server was found that could be asked' };
  }
  // A sidecar takes every connection itself, wherever it leads.
  const helper = await helpers.at(mesh ? 'outside-mesh' : 'lab');
  const connect = helper.connect.bind(helper);
  return tryPolicy({ connect, doors, close, signal: own.signal });
}
