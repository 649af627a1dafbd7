import { cp, mkdir, readdir, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ProjectService } from '../../policy/compose/index.ts';

/** Puts a service's named volumes into its folder, as links: two services that name the same volume share it. */
export async function mountVolumes(
  root: string,
  mounts: ProjectService['volumes'],
  folder: string,
): Promise<void> {
  for (const mount of mounts) {
    const place = join(root, mount.target);
    if (mount.type !== 'volume') {
      await mkdir(place, { recursive: true });
      continue;
    }
    const volume = join(folder, mount.source);
    await mkdir(volume, { recursive: true });
    // An empty volume gets what the image has at its place.
    const given = await stat(place).catch(() => null);
    if (given?.isDirectory() && (await readdir(volume)).length === 0)
      await cp(place, volume, { recursive: true });
    await rm(place, { recursive: true, force: true });
    await mkdir(dirname(place), { recursive: true });
    await symlink(volume, place);
  }
}

/** Removes what the volumes hold. */
export async function emptyVolumes(mounts: ProjectService['volumes'], folder: string): Promise<void> {
  const names = mounts.flatMap(mount => (mount.type === 'volume' ? [mount.source] : []));
  await Promise.all(names.map(name => rm(join(folder, name), { recursive: true, force: true })));
}
