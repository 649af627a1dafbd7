import type Docker from 'dockerode';
import type { ImageFacts } from '../../runtime.ts';

/**
 * What the image of a service is. What it adds is the difference of two sizes, and only where the base's layers really
 * are the bottom of the image: a name may point to another image by now.
 */
export async function imageFacts(docker: Docker, image: string, base: string | null): Promise<ImageFacts> {
  const built = await docker.getImage(image).inspect();
  const below =
    base === null
      ? null
      : await docker
          .getImage(base)
          .inspect()
          .catch(() => null);
  const config = built.Config as { User?: string; Healthcheck?: { Test?: string[] } };
  const isBelow =
    below?.RootFS?.Layers?.every((layer, index) => built.RootFS?.Layers?.[index] === layer) ?? false;
  return {
    digest: built.Id.replace(/^sha256:/, ''),
    user: config.User ?? '',
    sizeBytes: built.Size,
    addedBytes: base === 'scratch' ? built.Size : below && isBelow ? built.Size - below.Size : null,
    base,
    hasHealthcheck: (config.Healthcheck?.Test?.[0] ?? 'NONE') !== 'NONE',
  };
}
