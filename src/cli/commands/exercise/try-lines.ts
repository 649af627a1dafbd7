import type { Exercise } from '../../../content/index.ts';

type Requests = Pick<Exercise, 'checks'>;

const MOST = 4;
const VERBS = ['get', 'post'] as const;

/**
 * Lines to try services by hand: the first different requests that the exercise's own checks make.
 * @param addresses where each service answers on this machine, such as `http://127.0.0.1:40001`
 */
export function tryLines({ checks }: Requests, addresses: Readonly<Record<string, string>>): string[] {
  const lines = checks
    .filter(({ tier }) => tier === 'core')
    .flatMap(({ steps }) => steps)
    .flatMap(step => {
      const verb = VERBS.find(name => typeof step[name] === 'string');
      if (!verb) return [];
      const [service = '', ...path] = example(String(step[verb])).split('/');
      const address = addresses[service];
      if (address === undefined) return [];
      const body =
        step.json === undefined
          ? ''
          : ` -H 'content-type: application/json' -d '${example(JSON.stringify(step.json)).replaceAll("'", "'\\''")}'`;
      if (verb === 'post' && body === '') return [];
      return [`curl -i ${address.replace(/\/$/, '')}/${path.join('/')}${body}`];
    });
  return [...new Set(lines)].slice(0, MOST);
}

/** Values in place of those that a run draws from its seed: 7 for an id, Ada for all else. */
function example(text: string): string {
  return text
    .replaceAll(/"\$\{[^}]*\bid\}"/g, '7')
    .replaceAll(/\$\{[^}]*\bid\}/g, '7')
    .replaceAll(/\$\{[^}]*\}/g, 'Ada');
}
