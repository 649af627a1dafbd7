import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Exam } from '../content/exams/index.ts';
import type { Exercise } from '../content/index.ts';
import { MissingError, UserError } from '../errors.ts';
import { keeper } from '../progress/index.ts';
import { one } from '../quiz/items.fixture.ts';
import { noPaint } from '../report/paint.ts';
import { richReport } from '../report/report.fixture.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import { explain } from './failure.ts';
import type { Host } from './interrupt.ts';
import type { Lab } from './lab.ts';
import { runCli } from './program.ts';
import type { Terminal } from './terminal.ts';

/**
 * So wide that no line breaks: where one does depends on the length of the paths in it, and so on where the checkout
 * and the temp folder lie.
 */
export const wide = { width: 2000 };

/** A terminal that keeps what is written. */
export function memoryTerminal({ width = 80, person = false } = {}) {
  const written = { out: '', err: '' };
  const to = (stream: keyof typeof written) => (text: string) => {
    written[stream] += text;
  };
  const lines = (write: (text: string) => void) => (all: readonly string[]) =>
    all.forEach(line => void write(`${line}\n`));
  const layout = { paint: noPaint, width };
  const terminal: Terminal = {
    out: lines(to('out')),
    raw: to('out'),
    err: lines(to('err')),
    outLayout: layout,
    errLayout: layout,
    outIsTerminal: person,
    interactive: false,
    drawable: false,
    spinner: async () => null,
  };
  return { terminal, written };
}

/** Signals that a test sends, and a clock that it moves. */
function memoryHost() {
  const listeners = new Map<string, () => void>();
  const host = {
    exits: [] as number[],
    time: 0,
    send: (signal: string) => listeners.get(signal)?.(),
    listening: () => listeners.size,
    on: (signal: string, listener: () => void) => void listeners.set(signal, listener),
    off: (signal: string) => void listeners.delete(signal),
    exit: (code: number) => void host.exits.push(code),
    now: () => host.time,
  };
  return host satisfies Host;
}

/** A small course in a folder of its own, and a lab in which nothing is real but the files. */
export async function sandbox() {
  const root = await mkdtemp(join(tmpdir(), 'microlab-cli-'));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  const exercises = [exercise(root, 'first', 1), exercise(root, 'second', 2)];
  for (const { id } of exercises) {
    await write(`course/exercises/${id}/README.md`, `# The ${id} task\n\nDo it.\n`);
    await write(
      `course/exercises/${id}/hints.md`,
      '# Hints\n\n## 1. Where to look\nThere.\n\n## 2. What to do\nThis.\n',
    );
    await write(`course/exercises/${id}/solution/app.py`, 'print("solved")\n');
    await write(`course/templates/${id}/app.py`, 'print("start")\n');
  }
  await write('work/.keep', '');

  const runtime = { name: 'docker' } as Runtime;
  const lab: Lab = {
    catalog: async () => ({
      roots: [join(root, 'course')],
      exercises,
      find(id) {
        const found = exercises.find(one => one.id === id);
        if (!found) throw new UserError(`There is no exercise "${id}".`);
        return found;
      },
    }),
    questions: async () => ({ items: Object.values(one), exercises }),
    progress: async warn => keeper(join(root, 'home'), warn),
    verify: async ({ exercise: { id, title }, emit }) => {
      const report = { ...richReport, exercise: id, title };
      emit({
        type: 'run-started',
        exercise: id,
        title,
        runtime: 'local',
        seed: 'k3f9',
        runId: 'ab12',
        checks: report.checks.length,
      });
      for (const { name, durationMs } of report.phases) {
        const phase = name as 'build';
        emit({ type: 'phase-started', phase });
        if (name === 'checks') {
          for (const result of report.checks) {
            emit({ type: 'check-started', id: result.id, title: result.title });
            emit({ type: 'check-ended', result });
          }
        }
        emit({ type: 'phase-ended', phase, durationMs, failed: false });
      }
      emit({ type: 'run-ended', report });
      return report;
    },
    chooseRuntime: async () => runtime,
    survey: async () => [{ name: 'docker', missing: null }],
    sweep: async () => [],
    bringUp: async () => ({ web: 'http://127.0.0.1:40001' }),
    takeDown: async () => [],
    checkContent: async () => [],
    exams: async () => ({
      exams: [exam],
      find(id) {
        if (id === exam.id) return exam;
        throw new UserError(`There is no exam "${id}".`);
      },
    }),
    gradeClass: async () => {
      throw new Error('nothing is graded here');
    },
    regrade: async () => {
      throw new Error('nothing is graded here');
    },
    gradingEngine: async () => ({ run: async () => {}, everywhere: async () => [], close: async () => {} }),
    hasCluster: async () => false,
    clusterUp: async () => null,
    clusterStatus: async () => {
      throw new MissingError('There is no Kubernetes cluster here.');
    },
    clusterDown: async () => false,
  };

  const host = memoryHost();
  /** Runs a command in the folder `work`, as the program would. */
  const run = async (
    command: string,
    { change = {}, ...terminalOptions }: { change?: Partial<Lab>; width?: number; person?: boolean } = {},
  ) => {
    const { terminal, written } = memoryTerminal(terminalOptions);
    const setting = {
      terminal,
      debug: false,
      lab: { ...lab, ...change },
      cwd: join(root, 'work'),
      host,
      env: {},
    };
    try {
      return { exitCode: await runCli(command.split(' ').filter(Boolean), setting), ...written };
    } catch (thrown) {
      const { lines, exitCode } = explain(thrown, { layout: terminal.errLayout, debug: false });
      return { exitCode, out: written.out, err: `${written.err}${lines.join('\n')}\n`, thrown };
    }
  };
  return { root, write, run, lab, host, remove: () => rm(root, { recursive: true, force: true }) };
}

/** Two questions and an exercise. */
const exam: Exam = {
  id: 'small',
  title: 'A small exam',
  summary: 'Two questions, and one thing to do.',
  level: 'basic',
  minutes: 30,
  pass: 50,
  sections: [
    {
      ...{ id: 'theory', title: 'Theory', weight: 40, optional: false, exercises: [] },
      questions: [{ ids: [one.choice.id, one.number.id] }],
    },
    {
      ...{ id: 'practice', title: 'Practice', weight: 60, optional: false, questions: [] },
      exercises: [{ exercise: 'first', weight: 1, stretch: 20 }],
    },
  ],
  images: [],
  file: 'exams/small.yaml',
  digest: 'e0',
};

function exercise(root: string, id: string, order: number): Exercise {
  return {
    id,
    title: `The ${id} exercise`,
    summary: `What one learns ${id}.`,
    level: 'basic',
    principles: ['single-responsibility'],
    minutes: 20,
    order,
    services: { web: { port: 5000 } } as unknown as Exercise['services'],
    kafka: null,
    runtimes: ['docker', 'local'],
    mesh: false,
    ready: '30s',
    checks: richReport.checks.map(({ id, title, tier, points, why }) => ({
      id,
      title,
      tier,
      points,
      why,
      hint: 'Look there.',
      needs: [],
      draw: {},
      steps: [{ get: 'web/users', expect: { status: 200 } }],
    })),
    dir: join(root, 'course/exercises', id),
    template: join(root, 'course/templates', id),
  };
}
