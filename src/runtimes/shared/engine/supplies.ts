import type { Engine } from './engine.ts';
import { fetchImage } from './fetch.ts';
import { ensureHelperImage } from './helper-image.ts';

/** What the person or the log is told while something is brought. */
export interface Told {
  note(text: string): void;
  output(line: string): void;
}

/** How an engine gets the images that a run needs. What is there already is not brought again. */
export interface Supplies {
  image(name: string, told: Told): Promise<void>;
  /** @param scratch a folder in which the helper's image may be made */
  helper(scratch: string, told: Told): Promise<void>;
  /** Can a build reach all that it may reach? Missing where nobody knows. */
  isOnline?(): Promise<boolean>;
}

/** Images from the registry that the engine itself reaches. */
export const fromRegistry = ({ docker, env }: Engine): Supplies => ({
  image: (name, told) => fetchImage(docker, name, { ...told, env }),
  helper: (scratch, { note }) => ensureHelperImage(docker, scratch, env, note),
});
