import { createHash, randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadExams } from '../../src/content/exams/index.ts';
import { loadCatalog } from '../../src/content/index.ts';
import { loadQuestions } from '../../src/content/questions/load.ts';
import { localEngine } from '../../src/grade/engines/local.ts';
import { type Grading, gradeSubmission, paperOf } from '../../src/grade/grade.ts';
import { rightAnswer } from '../../src/grade/right-answers.ts';
import { openSandboxed } from '../../src/grade/sandboxed.ts';
import type { VerifyExercise } from '../../src/grade/slot.ts';
import { findSubmissions } from '../../src/grade/submission.ts';
import { packageRoot } from '../../src/platform/assets.ts';
import type { ExamResult } from '../../src/report/grades/model.ts';
import { openSandbox } from '../../src/runtimes/docker/sandbox/index.ts';
import type { Runtime } from '../../src/runtimes/runtime.ts';
import type { Attack } from './attack.ts';
import { listen } from './listeners.ts';
import { makers } from './makers.ts';

const HERE = join(packageRoot(), 'test/hostile');
const SEED = 'hostile';
/** Small, so that a bomb reaches its limit soon. */
const LIMITS = { diskBytes: 3 * 2 ** 30, memoryBytes: 2 * 2 ** 30, processes: 1024 };
const SECRET_NAME = 'MICROLAB_HOSTILE_SECRET';

/** What came of grading an attack once. */
export interface Graded {
  result: ExamResult;
  /** What its service printed, in part. */
  printed: string;
}

/** The place where the corpus is graded: sandboxes, listeners, a folder with a secret, and a secret in the environment. */
export async function openGround(signal: AbortSignal) {
  const root = await mkdtemp(join(tmpdir(), 'hostile-'));
  const id = `hostile-${randomBytes(4).toString('hex')}`;
  const secret = `secret${randomBytes(8).toString('hex')}`;
  const proof = `SUCCEEDED${randomBytes(4).toString('hex')}`;
  const canary = join(root, 'canary');
  await mkdir(canary);
  await writeFile(join(canary, 'secret'), secret);
  await writeFile(join(canary, 'compose.yaml'), `services: {x: {image: "${secret}"}}\n`);
  process.env[SECRET_NAME] = secret;
  const [listeners, grading] = await Promise.all([listen(id), gradingOf()]);
  const paper = paperOf(grading, 'any');
  const questions = paper.sections.flatMap(section => section.questions);
  const filled = filler({
    CANARY: canary,
    PROOF: proof,
    SECRET_HASH: createHash('sha256').update(secret).digest('hex'),
    PORT: String(listeners.port),
    LISTENER: listeners.listener.address,
    LISTENER_NAME: listeners.listener.name,
    NEIGHBOUR: listeners.neighbour.address,
    NEIGHBOUR_NAME: listeners.neighbour.name,
  });
  const printed = new Map<string, string>();
  const engine = localEngine({
    jobs: 2,
    signal,
    openSlot: () =>
      openSandboxed(
        {
          runtime: 'docker',
          offline: false,
          acceptOpenNetwork: false,
          cluster: {},
          images: [],
          note: () => {},
          signal,
        },
        async options => {
          const sandbox = await openSandbox({ ...options, limits: LIMITS });
          return { ...sandbox, runtime: listening(sandbox.runtime, printed) };
        },
      ),
  });

  /** Grades what an attack hands in; `number` tells several times apart. */
  async function grade(attack: Attack, verify: VerifyExercise, number = 1): Promise<Graded> {
    const place = join(root, `${attack.name}-${number}`);
    const dir = join(place, attack.name === 'markup-in-names' ? '<script>hostile()<' : attack.name);
    await honest(dir);
    await cp(attack.dir, dir, { recursive: true });
    await rm(join(dir, 'hostile.yaml'));
    await fillIn(dir, filled);
    const make = attack.make === undefined ? undefined : makers[attack.make];
    if (attack.make !== undefined && !make) throw new Error(`no maker ${attack.make}`);
    const source = (await make?.({ dir, canary, questions: questions.map(question => question.id) })) ?? dir;
    return gradeAt(source, place, verify, attack.seconds * 1000);
  }

  async function gradeAt(source: string, place: string, verify: VerifyExercise, deadlineMs: number) {
    const { submissions } = await findSubmissions([source], {
      cwd: root,
      exercises: ['user-service'],
      output: null,
    });
    const [submission] = submissions;
    if (!submission) throw new Error(`no submission at ${source}`);
    const scratch = join(place, 'scratch');
    await mkdir(scratch, { recursive: true });
    const result = await gradeSubmission({
      grading: { ...grading, deadlineMs },
      submission,
      verify,
      scratch,
      signal,
    });
    // The last of its tries.
    const folders = [1, 2].map(number => join(scratch, `copy/user-service-${number}`));
    const said = folders.map(folder => printed.get(folder) ?? '').findLast(text => text !== '') ?? '';
    await rm(place, { recursive: true, force: true });
    return { result, printed: said };
  }

  let honestOnes = 0;
  return {
    engine,
    grading,
    secret,
    proof,
    filled,
    /** Grades an attack: the submission, as often as it says. Returns the last time. */
    async attack(attack: Attack, verify: VerifyExercise): Promise<Graded> {
      const first = await grade(attack, verify);
      return attack.twice ? grade(attack, verify, 2) : first;
    },
    /** Grades an honest submission with the right answers: the mark must be 100. */
    async honest(verify: VerifyExercise): Promise<ExamResult> {
      const place = join(root, `honest-${++honestOnes}`);
      const dir = join(place, 'honest');
      await honest(dir);
      await fillIn(dir, filled);
      const answers = Object.fromEntries(questions.map(item => [item.id, rightAnswer(item, paper.seed)]));
      await writeFile(join(dir, 'answers.yaml'), stringify({ answers }));
      return (await gradeAt(dir, place, verify, 120_000)).result;
    },
    /** An attack's files as they are handed in, in a folder of their own. */
    async folder(attack: Attack): Promise<string> {
      const dir = join(root, attack.name);
      await cp(attack.dir, dir, { recursive: true });
      await rm(join(dir, 'hostile.yaml'));
      return dir;
    },
    /** What came out although it must not: connections to the listeners, files beside the secret. */
    async escapes(): Promise<string[]> {
      const files = (await readdir(canary)).filter(name => !['secret', 'compose.yaml'].includes(name));
      return [...(await listeners.heard()), ...files.map(name => `a file ${name} beside the secret`)];
    },
    async close() {
      await engine.close();
      await listeners.close();
      delete process.env[SECRET_NAME];
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function gradingOf(): Promise<Grading> {
  const [exams, catalog, { items }] = await Promise.all([
    loadExams({ extra: [HERE] }),
    loadCatalog(),
    loadQuestions([], undefined),
  ]);
  const exercise = catalog.find('user-service');
  return {
    exam: exams.find('hostile'),
    items,
    exercise: () => exercise,
    seed: SEED,
    seedPerSubmission: false,
    cluster: false,
    deadlineMs: 120_000,
    times: 'answers',
    microlab: 'test',
  };
}

const honest = (dir: string) => cp(join(HERE, 'base'), dir, { recursive: true });

const filler = (values: Record<string, string>) => (text: string) =>
  text.replaceAll(/@([A-Z_]+)@/g, (whole, name: string) => values[name] ?? whole);

/** Puts what is only known now into every file: addresses, paths, the proof. */
async function fillIn(dir: string, filled: (text: string) => string): Promise<void> {
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    await writeFile(path, filled(await readFile(path, 'utf8')));
  }
}

/** The same runtime, which keeps what the services printed, by the workspace. */
function listening(runtime: Runtime, printed: Map<string, string>): Runtime {
  return {
    ...runtime,
    async open(job) {
      const environment = await runtime.open(job);
      const close = environment.close.bind(environment);
      environment.close = async () => {
        const logs = await environment.logs().catch(() => ({}));
        printed.set(job.workspace, Object.values(logs).join('\n').slice(0, 200_000));
        await close();
      };
      return environment;
    },
  };
}
