import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, microlab, root, run, seconds, timed } from './tools.js';

const SUBMISSIONS = 8;

/** An exam of one exercise and nothing else. */
const EXAM = `id: bench
title: One service
summary: One exercise with one service.
level: basic
minutes: 60
pass: 70
sections:
  - {id: practice, title: Practice, weight: 1, exercises: [{exercise: user-service}]}
`;

/** Submissions whose code differs, so that each is built, and of which only the packages come from a build cache. */
function handedIn(folder) {
  const names = Array.from({ length: SUBMISSIONS }, (_, at) => join(folder, 'class', `s${at + 1}`));
  for (const [at, path] of names.entries()) {
    const work = join(path, 'user-service');
    cpSync(join(root, 'exercises/user-service/solution'), work, { recursive: true });
    const file = join(work, 'user_service.py');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"Alice"', `"Alice ${process.pid}-${at}"`));
  }
  mkdirSync(join(folder, 'content/exams'), { recursive: true });
  writeFileSync(join(folder, 'content/exams/bench.yaml'), EXAM);
  return names.map(path => join(path, 'user-service'));
}

/** Grades the class: the time of the whole process, and of what comes after the canary, which a class has once. */
async function graded(folder, round) {
  const output = join(folder, `results-${round}`);
  const args = [microlab, '--content', join(folder, 'content'), 'grade', join(folder, 'class')];
  const options = ['--exam', 'bench', '--seed', 'bench', '--output', output, '--format', 'json'];
  const start = performance.now();
  let trusted = start;
  let said = '';
  const child = spawn('node', [...args, ...options], { stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr.setEncoding('utf8').on('data', text => {
    said += text;
    if (trusted === start && said.includes('can be trusted')) trusted = performance.now();
  });
  const code = await new Promise(resolve => child.once('close', resolve));
  const end = performance.now();
  if (code !== 0) throw new Error(`microlab grade ended with ${code}\n${said}`);
  const { results } = JSON.parse(readFileSync(join(output, 'class.json'), 'utf8'));
  if (results.length !== SUBMISSIONS || results.some(({ mark }) => mark !== 100))
    throw new Error(`not all reached 100:\n${said}`);
  return { whole: end - start, class: end - trusted };
}

async function byHand(folders) {
  const { ms, result } = await timed(() => run(join(root, 'scripts/bench/by-hand.sh'), folders));
  const right = result.stdout.split('\n').filter(line => line.endsWith(' 100')).length;
  if (right !== folders.length)
    throw new Error(`by hand not all reached 100:\n${result.stdout}${result.stderr}`);
  return ms;
}

/** Throughput: the same work by microlab with its usual --jobs, and by a shell loop. */
export async function benchGrade(rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'microlab-bench-'));
  const ours = [];
  const theirs = [];
  try {
    const folders = handedIn(folder);
    await byHand(folders.slice(0, 1)); // warm-up: the packages are in the build cache
    for (let round = 1; round <= rounds; round++) {
      theirs.push(await byHand(folders));
      ours.push(await graded(folder, round));
      const { whole, class: rest } = ours.at(-1);
      console.log(
        `  round ${round}: loop ${seconds(theirs.at(-1))}; microlab ${seconds(rest)} after the canary (whole ${seconds(whole)})`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const loop = median(theirs);
  const line = (label, ms) =>
    console.log(
      `  ${label.padEnd(34)} ${((SUBMISSIONS / ms) * 60_000).toFixed(1).padStart(5)} a minute   ${(loop / ms).toFixed(2)} times`,
    );
  console.log(
    `grading, ${SUBMISSIONS} submissions of user-service, medians of ${rounds} rounds (goal: at least 1.5 times)`,
  );
  line('shell loop, docker and curl', loop);
  line('microlab grade, after the canary', median(ours.map(one => one.class)));
  line('microlab grade, the whole process', median(ours.map(one => one.whole)));
}
