import type { Exercise } from '../content/index.ts';
import { milliseconds } from '../platform/duration.ts';
import { claimRun } from '../runtimes/claim.ts';

interface UpOptions {
  exercise: Exercise;
  workspace: string;
  note(text: string): void;
  output(line: string): void;
  signal: AbortSignal;
}

/**
 * Builds and starts the services of a workspace, published on this machine, and leaves them running.
 * Returns their addresses. Throws WorkFault or MissingError where they do not come up, after removing what was there.
 */
export async function bringUp({
  exercise,
  workspace,
  note,
  output,
  signal,
}: UpOptions): Promise<Record<string, string>> {
  const { openPublished } = await import('../runtimes/docker/index.ts');
  const run = await claimRun();
  try {
    const { id, services, kafka, mesh } = exercise;
    const environment = await openPublished({
      runId: run.id,
      alive: run.alive,
      exercise: id,
      services,
      kafka,
      mesh,
      workspace,
      scratch: run.scratch,
      signal,
      note,
      output,
    });
    try {
      await environment.fetch();
      await environment.build();
      await environment.start();
      await environment.ready(milliseconds(exercise.ready));
      await environment.leave();
      return await environment.addresses();
    } catch (thrown) {
      await environment.close();
      throw thrown;
    }
  } finally {
    await run.release();
  }
}

/** Takes down what `bringUp` left running, of one exercise or of all. Says what that was, a line each. */
export async function takeDown(exercise?: string): Promise<string[]> {
  const docker = await import('../runtimes/docker/index.ts');
  return docker.takeDown(exercise);
}
