import { join } from 'node:path';
import type { Exercise } from '../../content/index.ts';
import { EXIT, messageOf, UserError } from '../../errors.ts';
import type { Outcome } from '../../exam/exercise-result.ts';
import type { ClusterChoice } from '../../runtimes/runtime.ts';
import { shortPath } from '../commands/exercise/paths.ts';
import type { Context } from '../context.ts';
import { Interrupted, interruptible } from '../interrupt.ts';
import { liveView } from '../live/view.ts';

/**
 * Verifies one's own work of an exam as `exercise run` does: on the best runtime that works here, with each phase and
 * check shown as it goes. Throws `Interrupted`; whatever else stands in the way is the outcome.
 */
export async function verifyOwn(
  context: Context,
  exercise: Exercise,
  { workspace, seed, cluster }: { workspace: string; seed: string; cluster: ClusterChoice },
): Promise<Outcome> {
  const { lab, terminal, host, cwd, typed } = context;
  const evidenceDir = join(workspace, '.microlab', 'evidence');
  const view = await liveView(terminal, {
    details: false,
    output: context.debug,
    evidence: check => shortPath(join(evidenceDir, `${check}.txt`), cwd),
    clean: typed('microlab clean'),
  });
  try {
    const runtime = await lab.chooseRuntime(undefined, {
      kafka: exercise.kafka !== null,
      mesh: exercise.mesh,
      runtimes: exercise.runtimes,
      cluster,
    });
    const report = await interruptible(host, view.announce, signal =>
      lab.verify({ exercise, workspace, runtime, seed, emit: view.emit, signal, evidenceDir }),
    );
    return { status: 'graded', report };
  } catch (thrown) {
    if (thrown instanceof Interrupted) throw thrown;
    if (!(thrown instanceof UserError)) return { status: 'undecided', reasons: [messageOf(thrown)] };
    const reasons = [thrown.message, ...thrown.details, ...(thrown.fix ? [thrown.fix] : [])];
    // What the machine lacks is not the work's fault; whatever else has to be mended lies in the work.
    return { status: thrown.exitCode === EXIT.missing ? 'undecided' : 'refused', reasons };
  } finally {
    view.close();
  }
}
