import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterScript, exercise, runtimeOf, script } from './plain.js';
import { median, microlab, run, seconds, timed } from './tools.js';

/** One run of microlab: its phases in milliseconds, and the time of the whole process. */
async function verified(id, quick) {
  const only = quick ? ['--check', exercise(id).checks[0].id] : [];
  const { ms, result } = await timed(() =>
    run(
      'node',
      [
        microlab,
        'exercise',
        'run',
        id,
        '--solution',
        '--runtime',
        runtimeOf(id),
        '--format',
        'json',
        ...only,
      ],
      { maxBuffer: 1e8 },
    ),
  );
  const phases = Object.fromEntries(
    JSON.parse(result.stdout).phases.map(({ name, durationMs }) => [name, durationMs]),
  );
  return { phases, whole: ms };
}

export async function benchExercise(id, { rounds, quick }) {
  const folder = mkdtempSync(join(tmpdir(), 'microlab-bench-'));
  const plain = runtimeOf(id) === 'kubernetes' ? clusterScript(id, folder) : script(id, folder);
  const ours = [];
  const theirs = [];
  try {
    await verified(id, quick);
    await plain.run();
    for (let round = 1; round <= rounds; round++) {
      ours.push(await verified(id, quick));
      theirs.push((await timed(plain.run)).ms);
      const { phases, whole } = ours.at(-1);
      const each = Object.entries(phases).map(([name, ms]) => `${name} ${seconds(ms)}`);
      console.log(
        `  round ${round}: microlab ${each.join(', ')} (whole ${seconds(whole)}); script ${seconds(theirs.at(-1))}`,
      );
    }
  } finally {
    await plain.clean();
    rmSync(folder, { recursive: true });
  }
  const outside = ours.map(({ phases }) =>
    Object.entries(phases).reduce((sum, [name, ms]) => (name === 'checks' ? sum : sum + ms), 0),
  );
  const process = ours.map(({ phases, whole }) => whole - phases.checks);
  const base = median(theirs);
  const goal = runtimeOf(id) === 'kubernetes' ? 'below 1' : 'at most 1.15';
  console.log(`${id}, warm, medians of ${rounds} rounds (goal: ${goal} times)`);
  console.log(`  script: ${plain.steps.padEnd(28)} ${seconds(base)}`);
  console.log(
    `  microlab, phases outside the checks  ${seconds(median(outside))}   ${(median(outside) / base).toFixed(2)} times`,
  );
  console.log(
    `  microlab, whole process less checks  ${seconds(median(process))}   ${(median(process) / base).toFixed(2)} times`,
  );
  console.log(
    `  checks, apart                        ${seconds(median(ours.map(({ phases }) => phases.checks)))}`,
  );
}
