import type { Step } from '../../../checks/check.ts';
import type { Exercise } from '../../../content/index.ts';

const MOST = 4;
const VERBS = ['get', 'post'] as const;

/**
 * Lines to try services by hand: the first different requests of the exercise's own checks that should succeed.
 * @param addresses where each service answers on this machine, such as `http://127.0.0.1:40001`
 */
export function tryLines(
  { checks }: Pick<Exercise, 'checks'>,
  addresses: Readonly<Record<string, string>>,
): string[] {
  const steps = checks.filter(({ tier }) => tier === 'core').flatMap(check => flat(check.steps));
  const lines = new Map<string, string>();
  for (const step of steps) {
    const verb = VERBS.find(name => typeof step[name] === 'string');
    if (!verb || !succeeds(step)) continue;
    const target = example(String(step[verb]));
    const slash = target.indexOf('/');
    const address = addresses[target.slice(0, slash)];
    const key = `${verb} ${target}`;
    if (address === undefined || lines.has(key)) continue;
    lines.set(key, `curl -i ${address.replace(/\/$/, '')}${target.slice(slash)}${body(step.json)}`);
  }
  return [...lines.values()].slice(0, MOST);
}

/** A list of steps with those that lie within them. */
function flat(steps: readonly Step[]): Step[] {
  return steps.flatMap(step => [step, ...(Array.isArray(step.steps) ? flat(step.steps) : [])]);
}

const succeeds = ({ expect }: Step) =>
  typeof expect === 'object' && expect !== null && 'status' in expect && /^2/.test(String(expect.status));

const body = (json: unknown) =>
  json === undefined
    ? ''
    : ` -H 'content-type: application/json' -d '${example(JSON.stringify(json)).replaceAll("'", "'\\''")}'`;

/** Values in place of those that a run draws from its seed: 7 for an id, Ada for all else. */
function example(text: string): string {
  return text
    .replaceAll(/"\$\{[^}]*\bid\}"/g, '7')
    .replaceAll(/\$\{[^}]*\bid\}/g, '7')
    .replaceAll(/\$\{[^}]*\}/g, 'Ada');
}
