import { join } from 'node:path';
import envPaths from 'env-paths';

const home = () => process.env.MICROLAB_HOME;
const platformPaths = envPaths('microlab', { suffix: '' });

/** Where progress is kept. `MICROLAB_HOME` overrides the platform's own place. */
export function dataDir(): string {
  return home() || platformPaths.data;
}

/** Where things lie that can be made anew: virtual environments, the folders of runs. */
export function cacheDir(): string {
  const own = home();
  return own ? join(own, 'cache') : platformPaths.cache;
}
