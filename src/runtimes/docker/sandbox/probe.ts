import type Docker from 'dockerode';
import { plainText } from '../gateway.ts';

// Each package manager is asked where it gets its packages from. What is not there prints nothing.
const ASK = `
{
  python3 -c 'from pip._internal.models.index import PyPI as p; print(p.url, "https://" + p.file_storage_domain)'
  pip config list
  npm config get registry
  echo "$(go env GOPROXY) https://$(go env GOSUMDB)"
  sed 's/#.*//' /etc/apt/sources.list /etc/apt/sources.list.d/* /etc/apk/repositories
} 2>/dev/null | grep -oE 'https?://[a-zA-Z0-9.-]+' | sed 's,^.*/,,' | sort -u
`;

/** The hosts of the package indexes that an image's own package managers are set to. Nothing is asked outside of it. */
export async function packageHosts(docker: Docker, image: string): Promise<string[]> {
  const container = await docker.createContainer({
    Image: image,
    Entrypoint: ['sh', '-c'],
    Cmd: [ASK],
    HostConfig: { NetworkMode: 'none' },
  });
  try {
    // An image without a shell has no package manager either.
    const started = await container.start().then(
      () => true,
      () => false,
    );
    if (!started) return [];
    await container.wait();
    const said = plainText(await container.logs({ stdout: true }));
    return said.split('\n').filter(line => line.includes('.'));
  } finally {
    await container.remove({ force: true });
  }
}
