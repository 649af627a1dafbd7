import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { MissingError } from '../../../errors.ts';

/** An image as the Docker engine has it. */
export interface LocalImage {
  readonly name: string;
  /** Every id under which a node may know it: that of its configuration or, in Docker's containerd image store, of its manifests. */
  readonly ids: ReadonlySet<string>;
  /** Such as `linux/arm64/v8`. */
  readonly platform: Platform;
}

interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

interface Inspected {
  Id: string;
  Os: string;
  Architecture: string;
  Variant?: string;
  Manifests?: { ID: string; Kind: string; Available: boolean }[];
}

export async function localImage(docker: Docker, name: string): Promise<LocalImage> {
  // The client takes the option; its type definitions do not know that. An engine that does not know it ignores it.
  const image = docker.getImage(name) as unknown as { inspect(options: object): Promise<Inspected> };
  const {
    Id,
    Os,
    Architecture,
    Variant,
    Manifests = [],
  } = await image.inspect({ manifests: true }).catch((thrown: unknown) => {
    if ((thrown as { statusCode?: number }).statusCode !== 404) throw thrown;
    throw new Error(`the Docker engine has no image ${name} to bring into the cluster`, { cause: thrown });
  });
  const available = Manifests.filter(({ Kind, Available }) => Kind === 'image' && Available);
  return {
    name,
    ids: new Set([Id, ...available.map(({ ID }) => ID)]),
    platform: { os: Os, architecture: Architecture, ...(Variant && { variant: Variant }) },
  };
}

/**
 * Begins an archive of images, as `docker save` makes it. Under Docker's containerd image store an image's index names
 * platforms that were never fetched, and nodes refuse it (kind#3795): there the one platform that is here is asked for.
 */
export async function saveImages(docker: Docker, images: readonly LocalImage[]): Promise<Readable> {
  const platform = (await inContainerdStore(docker)) ? images[0]?.platform : undefined;
  // In the client, but not in its type definitions.
  const client = docker as unknown as { getImages(options: object): Promise<Readable> };
  return client.getImages({ names: images.map(({ name }) => name), ...(platform && { platform }) });
}

async function inContainerdStore(docker: Docker): Promise<boolean> {
  const { DriverStatus = [] } = (await docker.info()) as { DriverStatus?: [string, string][] };
  const containerd = DriverStatus.some(
    ([key, value]) => key === 'driver-type' && value.startsWith('io.containerd.snapshotter'),
  );
  if (!containerd) return false;
  const { ApiVersion } = await docker.version();
  if (atLeast(ApiVersion, 1, 48)) return true;
  throw new MissingError(
    'This Docker engine cannot hand its images on to a cluster: it keeps them in the containerd image store, and is too old to save a single platform of them.',
    {
      details: [`Its API is ${ApiVersion}; 1.48 is needed.`],
      fix: 'Update Docker to 28.0 or later, or switch the containerd image store off (Docker Desktop: Settings, General).',
    },
  );
}

function atLeast(version: string, major: number, minor: number): boolean {
  const [ma = 0, mi = 0] = version.split('.').map(Number);
  return ma > major || (ma === major && mi >= minor);
}
