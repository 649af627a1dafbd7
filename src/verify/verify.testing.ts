import type { Step } from '../checks/check.ts';
import type { Check, Exercise } from '../content/index.ts';
import type { Environment, HttpAnswer, HttpSilence } from '../runtimes/runtime.ts';

/** A check of one step, for tests. */
export function check(id: string, steps: Step[], more: Partial<Check> = {}): Check {
  return {
    id,
    title: id,
    tier: 'core',
    points: 1,
    why: 'because',
    hint: 'look',
    needs: [],
    draw: {},
    steps,
    ...more,
  };
}

export const starts = check('starts', [{ starts: ['echo'] }]);

export function exercise(checks: Check[]): Exercise {
  const echo = { port: 5000, uses: {}, env: {}, orElse: null, files: {}, healthEveryMs: null };
  return {
    id: 'echo',
    title: 'Echo',
    summary: 'Echo.',
    level: 'basic',
    principles: ['single-responsibility'],
    minutes: 1,
    order: 1,
    services: { echo },
    ready: '1s',
    checks,
    kafka: null,
    runtimes: ['docker', 'local'],
    mesh: false,
    dir: '',
    template: '',
  };
}

interface Behaviour {
  answer?: (path: string) => HttpAnswer | HttpSilence;
  restore?: (kept?: ReadonlySet<string>) => Promise<void>;
  /** What the machine's helper says of its own delays, call by call. */
  strain?: number[];
}

export const answered = (status: number, body = ''): HttpAnswer => ({
  answered: true,
  status,
  headers: {},
  body,
  elapsedMs: 1,
});

/** Services that are nothing but the given answers: only what the checks of a test touch is there. */
export function environment({
  answer = () => answered(200),
  restore = async () => {},
  strain = [],
}: Behaviour = {}): Environment {
  let at = 0;
  return {
    http: { request: async (_: string, { path }: { path: string }) => answer(path) },
    spies: { take: async () => {} },
    control: { restore, state: async () => ({ kind: 'running', restarts: 0 }) },
    strain: async () => strain[at++] ?? 0,
  } as unknown as Environment;
}
