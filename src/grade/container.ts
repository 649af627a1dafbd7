import { existsSync } from 'node:fs';
import { UserError } from '../errors.ts';

/** What says that this process is itself shut in: files that engines put into containers. */
const SIGNS = ['/.dockerenv', '/run/.containerenv'];

interface Surroundings {
  exists?: (path: string) => boolean;
  env?: Readonly<Record<string, string | undefined>>;
}

/** Does this process run in a container or in a pod of a cluster? */
export function inContainer({ exists = existsSync, env = process.env }: Surroundings = {}): boolean {
  return SIGNS.some(exists) || Boolean(env.KUBERNETES_SERVICE_HOST);
}

/** Throws UserError where strangers' work would run as plain processes of this machine. */
export function insistOnContainer(surroundings?: Surroundings): void {
  if (inContainer(surroundings)) return;
  throw new UserError('`--runtime local` is refused for work of others on this machine.', {
    details: [
      'It runs their programs as plain processes: with your rights, your files and your network.',
      `This process is in no container (there is neither ${SIGNS.join(' nor ')}) and in no pod (KUBERNETES_SERVICE_HOST is not set).`,
    ],
    fix: 'Leave out --runtime: a Docker engine shuts the work in. Or run microlab itself in a container that is thrown away.',
  });
}
