import { MissingError, messageOf } from '../../../errors.ts';
import type { Endpoint } from './endpoints.ts';

const INSTALL =
  'Install Docker: Docker Desktop on macOS and Windows, Docker Engine on Linux (docs.docker.com/engine/install). Without it, add --runtime local.';

/** What is wrong where an endpoint does not answer. */
export function explain(endpoint: Endpoint, cause: unknown, installed: boolean): MissingError {
  const code = codeOf(cause);
  const socket = /^(unix|npipe):/.test(endpoint.host);
  const details = [`Asked: ${endpoint.describe}`, `Answer: ${messageOf(cause)}`];
  if (!installed) return new MissingError('Docker is not installed.', { fix: INSTALL, cause });
  if (code === 'EACCES' || code === 'EPERM') {
    return new MissingError('You have no permission to use the Docker engine.', {
      details,
      fix: 'sudo usermod -aG docker "$USER"   then log out and in again (or run Docker rootless: docs.docker.com/engine/security/rootless)',
      cause,
    });
  }
  if (socket && (code === 'ENOENT' || code === 'ECONNREFUSED')) {
    return new MissingError('The Docker engine is not running.', {
      details,
      fix: 'Start it: sudo systemctl start docker   (Docker Desktop, colima or OrbStack: start the program)',
      cause,
    });
  }
  return new MissingError('The Docker engine cannot be reached.', {
    details,
    fix: 'docker info   must work in this shell. Check DOCKER_HOST, DOCKER_CONTEXT and `docker context ls`.',
    cause,
  });
}

/** Recognises that the disk of the engine is full, in whatever a tool said; null where it is not that. */
export function diskFull(said: unknown): MissingError | null {
  const text = messageOf(said);
  const line = text.split('\n').find(part => /no space left on device|disk quota exceeded/i.test(part));
  if (line === undefined) return null;
  return new MissingError('The disk of the Docker engine is full.', {
    details: [line.trim()],
    fix: 'docker system df   shows what takes the space; microlab clean   removes what microlab left; docker system prune   removes everything unused.',
    cause: said,
  });
}

/** The system's name for what went wrong, such as `ENOENT`. */
export function codeOf(cause: unknown): string | undefined {
  return (cause as NodeJS.ErrnoException | null)?.code;
}
