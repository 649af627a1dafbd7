// Runs every solution of the Docker exercises 20 times and every alternative 5 times, four at a time, and shows whether
// any run failed.
// It can be stopped and started again: what has been run is kept in .bench/flakiness.jsonl (delete it to begin anew).
// Usage: npm run flakiness [-- exercise ...]
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import pMap from 'p-map';
import { loadCatalog } from '../src/content/index.ts';
import { subjectsOf } from '../src/content/subjects.ts';
import { newSeed } from '../src/platform/random.ts';
import { chooseRuntime } from '../src/runtimes/registry.ts';
import { verify } from '../src/verify/index.ts';

const FILE = '.bench/flakiness.jsonl';
const ROUNDS = { solution: 20, alternative: 5 } as const;
const AT_ONCE = 4;

interface Result {
  work: string;
  seed: string;
  ok: boolean;
  verdict: string;
  failed: string[];
}

mkdirSync('.bench', { recursive: true });
const results: Result[] = existsSync(FILE)
  ? readFileSync(FILE, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
  : [];
const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort(new Error('stopped')));

const catalog = await loadCatalog();
const ids = process.argv.slice(2);
const exercises =
  ids.length === 0
    ? catalog.exercises.filter(({ runtimes }) => runtimes.includes('docker'))
    : ids.map(id => catalog.find(id));
const runtime = await chooseRuntime('docker', { kafka: true });
const all = exercises.flatMap(exercise =>
  subjectsOf(exercise).subjects.flatMap(subject => {
    const rounds = subject.kind === 'solution' || subject.kind === 'alternative' ? ROUNDS[subject.kind] : 0;
    const work = `${exercise.id}/${subject.name}`;
    const done = results.filter(result => result.work === work).length;
    return Array.from({ length: Math.max(0, rounds - done) }, () => ({ exercise, subject, work }));
  }),
);
console.log(`${results.length} runs are done, ${all.length} to go`);

await pMap(
  all,
  async ({ exercise, subject, work }) => {
    const seed = newSeed();
    const only = subject.kind === 'alternative' ? { tier: 'core' as const } : {};
    const report = await verify({
      exercise,
      workspace: subject.dir,
      runtime,
      seed,
      only,
      emit: () => {},
      signal: interrupted.signal,
      evidenceDir: null,
    });
    const bad = report.checks.filter(({ status }) => status !== 'passed');
    const failed = bad.map(({ id, status, message }) => `${id} ${status}: ${message}`);
    const result: Result = { work, seed, ok: bad.length === 0, verdict: report.verdict, failed };
    results.push(result);
    appendFileSync(FILE, `${JSON.stringify(result)}\n`);
    if (!result.ok) console.log(`${work} (seed ${seed}): ${failed.join('; ')}`);
  },
  { concurrency: AT_ONCE, signal: interrupted.signal },
).catch(thrown => {
  if (!interrupted.signal.aborted) throw thrown;
});

for (const work of new Set(results.map(result => result.work))) {
  const runs = results.filter(result => result.work === work);
  const bad = runs.filter(({ ok }) => !ok);
  console.log(
    `${work.padEnd(40)} ${runs.length} runs, ${bad.length} not passed${bad.map(({ verdict, seed }) => ` (${verdict}, seed ${seed})`).join('')}`,
  );
}
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
