import { EXIT, UserError } from '../errors.ts';

/** The person, or the system, asked the program to end. */
export class Interrupted extends UserError {
  constructor(message = 'Interrupted. What this run had made was removed.') {
    super(message, { exitCode: EXIT.interrupted });
    this.name = 'Interrupted';
  }
}

/** What is needed of the process to be told of Ctrl-C. */
export interface Host {
  on(signal: Signal, listener: () => void): void;
  off(signal: Signal, listener: () => void): void;
  exit(code: number): void;
  now(): number;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Signal = (typeof SIGNALS)[number];

export const processHost: Host = {
  on: (signal, listener) => void process.on(signal, listener),
  off: (signal, listener) => void process.off(signal, listener),
  exit: code => process.exit(code),
  now: () => performance.now(),
};

/** npx hands a Ctrl-C on that the program has got from the terminal as well: what comes so soon is the same one. */
const SAME_MS = 400;

interface Announce {
  /** The first Ctrl-C. */
  first(): void;
  /** The second: the program ends now, and this says what may be left. */
  second(): void;
}

/**
 * Runs work that can be interrupted. The first Ctrl-C aborts its signal, and what it throws is `Interrupted`;
 * the second ends the process at once.
 */
export async function interruptible<T>(
  host: Host,
  { first, second }: Announce,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let at: number | null = null;
  const listener = () => {
    if (at === null) {
      at = host.now();
      first();
      controller.abort(new Interrupted());
    } else if (host.now() - at > SAME_MS) {
      second();
      host.exit(EXIT.interrupted);
    }
  };
  for (const signal of SIGNALS) host.on(signal, listener);
  try {
    const result = await work(controller.signal);
    controller.signal.throwIfAborted();
    return result;
  } catch (thrown) {
    // Whatever an aborted work throws on its way out, the reason is that it was interrupted.
    controller.signal.throwIfAborted();
    throw thrown;
  } finally {
    for (const signal of SIGNALS) host.off(signal, listener);
  }
}
