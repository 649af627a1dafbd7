import { serviceName } from '../../platform/image-name.ts';
import type { Manifest } from '../../runtimes/cluster.ts';
import { containersOf } from './plain.ts';

/** Does the image's name leave open which version it is, so that Kubernetes pulls it anew each time? */
export function isLatest(image: string): boolean {
  const last = image.split('/').at(-1) ?? image;
  return !last.includes('@') && /^[^:]*(:latest)?$/.test(last);
}

/** The images that the manifests name and the lab did not build: they are delivered as they are. */
export function foreignImages(
  manifests: readonly Manifest[],
  image: (name: string) => string | null,
): string[] {
  const named = manifests.flatMap(({ object }) => containersOf(object).map(container => container.image));
  const foreign = named.filter(name => image(serviceName(name)) === null);
  return [...new Set(foreign)].sort();
}
