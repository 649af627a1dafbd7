import type { Exercise } from '../content/index.ts';
import type { Report } from '../report/model.ts';

/** One exercise of a submission, to be verified. */
export interface Task {
  readonly exercise: Exercise;
  /** The clean copy of what was handed in for it. */
  readonly folder: string;
  readonly seed: string;
  /** Aborted at the deadline, or when the person interrupts: what was made is removed then. */
  readonly signal: AbortSignal;
  /** Told when the work itself begins to be built: the time before that is the machine's. */
  onBegun?(): void;
}

/** What came of a task. */
export interface Verified {
  /** What was run and seen; null where nothing was. */
  readonly report: Report | null;
  /** `file:line:column: what, and why` for each thing that is not allowed. Nothing of it was run then. */
  readonly refusals: readonly string[];
  /** SHA-256 of each image that was built, by service. */
  readonly images: Readonly<Record<string, string>>;
  /** Why nothing was seen although it was run; null where that is not so. */
  readonly broken: string | null;
  /** It went over a limit: what it ran in is not to be used again. */
  readonly spent: boolean;
}

/**
 * Verifies one exercise. Throws the signal's reason when that is aborted; whatever else it throws means that the machine
 * was at fault.
 */
export type VerifyExercise = (task: Task) => Promise<Verified>;

/** A place in which exercises are verified one after another. */
export interface Slot {
  verify: VerifyExercise;
  /** Removes it with all that is in it. May be called more than once, and while something runs in it. */
  close(): Promise<void>;
}

export type OpenSlot = () => Promise<Slot>;

/** Work that was told to stop has this long to remove what it made; after that its place is taken down under it. */
const GRACE_MS = 30_000;

/**
 * A place that is made when it is first needed, and made anew after a task that spent it, or that was told to stop and
 * did not end by itself. What cannot be removed ends no grading: it is labelled, and the next run removes it.
 */
export function lasting(open: OpenSlot, graceMs = GRACE_MS): Slot {
  let slot: Promise<Slot> | null = null;
  let ready: Slot | null = null;
  const close = async () => {
    const [opening, opened] = [slot, ready];
    slot = null;
    ready = null;
    if (opened) await opened.close().catch(() => {});
    // One that is stuck on its way is removed if it ever comes.
    else opening?.then(late => late.close()).catch(() => {});
  };
  return {
    async verify(task) {
      let whole = false;
      const work = async () => {
        slot ??= open();
        ready = await slot;
        return ready.verify(task);
      };
      try {
        const verified = await unlessStuck(work(), task.signal, graceMs);
        whole = !verified.spent;
        return verified;
      } finally {
        if (!whole) await close();
      }
    },
    close,
  };
}

/** The outcome of work; the signal's reason where it does not end within the grace after it was told to. */
function unlessStuck<T>(work: Promise<T>, signal: AbortSignal, graceMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const give = () => {
      timer = setTimeout(() => reject(signal.reason), graceMs);
    };
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', give);
    });
  });
}
