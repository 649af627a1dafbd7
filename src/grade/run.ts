import { EXIT, UserError } from '../errors.ts';
import type { Environment, Runtime } from '../runtimes/runtime.ts';
import { verify } from '../verify/index.ts';
import type { Task, Verified } from './slot.ts';

/** A line that says where: `file:line:column: what`. */
const PLACED = /:\d+:\d+: /;

/**
 * Verifies one exercise of a submission on a runtime. What is not allowed there, or cannot be run by anyone, comes back
 * as refusals; what the machine lacks is thrown.
 */
export async function runTask(
  runtime: Runtime,
  { exercise, folder, seed, signal, onBegun }: Task,
): Promise<Omit<Verified, 'spent'>> {
  const images: Record<string, string> = {};
  const watched: Runtime = {
    ...runtime,
    open: async job => noting(await runtime.open(job), Object.keys(job.services), images, onBegun),
  };
  try {
    const report = await verify({
      exercise,
      workspace: folder,
      runtime: watched,
      seed,
      emit: () => {},
      signal,
      evidenceDir: null,
    });
    return { report, refusals: [], images, broken: null };
  } catch (thrown) {
    signal.throwIfAborted();
    if (!(thrown instanceof UserError) || thrown.exitCode !== EXIT.usage) throw thrown;
    return { report: null, refusals: refusalsOf(thrown, folder, exercise.id), images, broken: null };
  }
}

/** Where the clean copy of a submission lies is nothing that a report should say. */
function refusalsOf({ message, details }: UserError, folder: string, exercise: string): string[] {
  const lines = details.every(line => PLACED.test(line)) ? details : [[message, ...details].join(' ')];
  return (lines.length > 0 ? lines : [message]).map(line => line.replaceAll(folder, exercise));
}

/** The same environment, which says when it begins to build, and notes the digest of each image as soon as all are built. */
function noting(
  environment: Environment,
  services: readonly string[],
  images: Record<string, string>,
  onBegun: () => void = () => {},
): Environment {
  const build = environment.build.bind(environment);
  environment.build = async () => {
    onBegun();
    await build();
    await Promise.all(
      services.map(async service => {
        // A service whose work another one does has no image of its own.
        const facts = await environment.images.inspect(service).catch(() => null);
        if (facts) images[service] = facts.digest;
      }),
    );
  };
  return environment;
}
