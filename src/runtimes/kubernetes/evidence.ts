import { stringify } from 'yaml';
import type { EventObject } from './objects.ts';
import type { Space } from './space.ts';

/** What a person would look at: the log of each container, the events of the namespace, and its pods as they are. */
export async function evidence(space: Space): Promise<Record<string, string>> {
  const pods = space.allPods();
  const logs = await Promise.all(
    pods.flatMap(pod =>
      pod.spec.containers.map(async ({ name }) => {
        const lines = await space.log(pod.metadata.name, name, 1000);
        return [
          pod.spec.containers.length === 1 ? pod.metadata.name : `${pod.metadata.name}.${name}`,
          lines.join('\n'),
        ];
      }),
    ),
  );
  const events = (space.with.mirror.all('Event') as EventObject[])
    .map(({ type, reason, involvedObject, message }) =>
      [type, reason, `${involvedObject.kind}/${involvedObject.name}`, message].join('  '),
    )
    .join('\n');
  const described = pods.map(pod => {
    const { managedFields: _, ...metadata } = pod.metadata;
    return stringify({ ...pod, metadata });
  });
  return { ...Object.fromEntries(logs), events, pods: described.join('---\n') };
}
