import type { KubeObject } from '../../runtimes/cluster.ts';
import { TEMPLATES } from './kinds.ts';

/** A mapping of a manifest, without places. */
export type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The mappings at a path; lists on the way are looked into. */
export function fieldsAt(value: unknown, path: string): Fields[] {
  let found = [value].flat();
  for (const step of path === '' ? [] : path.split('.'))
    found = found.flatMap(inner => (isFields(inner) ? inner[step] : []));
  return found.filter(isFields);
}

/** The pod template of a workload; of a bare Pod, the object itself. */
export function templatesOf(object: KubeObject): Fields[] {
  const path = Object.hasOwn(TEMPLATES, object.kind) ? TEMPLATES[object.kind] : undefined;
  return path === undefined ? [] : fieldsAt(object, path);
}

/** Istio puts the image of its sidecar in its place. */
const INJECTED = 'auto';

/** The containers of a workload that name an image. */
export function containersOf(object: KubeObject): (Fields & { image: string })[] {
  return templatesOf(object)
    .flatMap(template =>
      ['containers', 'initContainers'].flatMap(field => fieldsAt(template, `spec.${field}`)),
    )
    .filter((container): container is Fields & { image: string } => isImage(container.image));
}

const isImage = (image: unknown) => typeof image === 'string' && image !== '' && image !== INJECTED;
