import { messageOf } from '../errors.ts';
import type { Happened, ProgressEvent } from './event.ts';
import { append, read } from './log.ts';

/** What the learner did, kept in a folder. */
export interface Keeper {
  /** Where it is kept. */
  readonly dir: string;
  /** Never throws: losing progress must not make a run fail. */
  record(happening: Happened): Promise<void>;
  /** In the order in which they happened. Throws UserError where they cannot be read. */
  events(): Promise<ProgressEvent[]>;
}

/** @param warn told once when something could not be kept, and when a torn line was put aside */
export function keeper(dir: string, warn: (text: string) => void): Keeper {
  let warned = false;
  return {
    dir,
    async record(happening) {
      try {
        await append(dir, happening);
      } catch (thrown) {
        if (!warned)
          warn(
            `Your progress cannot be kept: ${messageOf(thrown)}. Name a folder that can be written in the variable MICROLAB_HOME.`,
          );
        warned = true;
      }
    },
    async events() {
      const { events, torn } = await read(dir);
      if (torn > 0)
        warn(
          `${torn} torn ${torn === 1 ? 'line' : 'lines'} of your progress could not be read and was put aside into ${dir}/progress.torn.`,
        );
      return events;
    },
  };
}
