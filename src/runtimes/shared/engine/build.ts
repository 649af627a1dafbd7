import { WorkFault } from '../../../errors.ts';
import { inWords } from '../../../platform/duration.ts';
import { buildFault, sandboxedBuildFault } from './buildlog.ts';
import type { Compose } from './compose.ts';
import type { Supplies } from './supplies.ts';

/** One's own build may download for longer; a stranger's holds up a class. */
const STRANGERS_BUILD_MS = 5 * 60_000;

/**
 * Builds the images of a project. Throws WorkFault where its work does not build, and MissingError where the machine lacks
 * what the build needs.
 */
export async function buildImages(
  compose: Compose,
  supplies: Supplies,
  { strangers, signal }: { strangers: boolean; signal: AbortSignal },
): Promise<void> {
  const built = await compose.build(strangers ? STRANGERS_BUILD_MS : undefined);
  signal.throwIfAborted();
  if (built.timedOut && strangers)
    throw new WorkFault(`The images were not built in time: within ${inWords(STRANGERS_BUILD_MS)}.`, {
      byTime: true,
    });
  if (built.ok) return;
  const { isOnline } = supplies;
  throw isOnline
    ? await sandboxedBuildFault(built.lines, () => isOnline.call(supplies))
    : buildFault(built.lines);
}
