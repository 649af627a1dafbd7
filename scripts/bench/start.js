import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, microlab, root, run, timed } from './tools.js';

export async function benchStart(rounds) {
  const help = [];
  const bare = [];
  for (let round = -2; round < rounds; round++) {
    const ours = (await timed(() => run('node', [microlab, '--help']))).ms;
    const node = (await timed(() => run('node', ['-e', '0']))).ms;
    if (round < 0) continue; // warm-up
    help.push(ours);
    bare.push(node);
  }
  console.log(`start-up, medians of ${rounds} rounds (goal: at most 2 times)`);
  console.log(`  node -e 0        ${median(bare).toFixed(0)} ms`);
  console.log(
    `  microlab --help  ${median(help).toFixed(0)} ms   ${(median(help) / median(bare)).toFixed(2)} times`,
  );
}

/** From the start of the process until the question stands on the terminal with its keys, a new one in each round. */
export async function benchFirstQuestion(rounds) {
  const home = mkdtempSync(join(tmpdir(), 'microlab-bench-'));
  const command = ['node', microlab, 'quiz', '--seed', 'bench-{round}'];
  const { stdout } = await run(
    'python3',
    [join(root, 'scripts/first-question.py'), String(rounds), 'quit', ...command],
    { env: { ...process.env, MICROLAB_HOME: home, TERM: 'xterm-256color', CI: '' } },
  );
  rmSync(home, { recursive: true, force: true });
  const measured = stdout
    .trim()
    .split('\n')
    .map(line => line.split(' ').map(Number));
  const question = median(measured.map(([ours]) => ours));
  const bare = median(measured.map(([, node]) => node));
  console.log(`first question, medians of ${rounds} rounds, on a terminal (goal: at most 2.5 times)`);
  console.log(`  node -e 0        ${bare.toFixed(0)} ms`);
  console.log(`  microlab quiz    ${question.toFixed(0)} ms   ${(question / bare).toFixed(2)} times`);
}
