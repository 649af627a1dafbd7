import { WriteStream } from 'node:tty';
import { Chalk, type ColorSupportLevel } from 'chalk';
import type { Layout } from '../report/lines.ts';
import { noPaint, type Paint } from '../report/paint.ts';

/** A line that moves while something is going on. */
interface Spinner {
  text: string;
  stop(): void;
}

/** Where text goes, and what may be done with it there. */
export interface Terminal {
  /** To stdout: what was asked for. */
  out(lines: readonly string[]): void;
  /** To stdout, as it is: for programs. */
  raw(text: string): void;
  /** To stderr: progress, and what went wrong. */
  err(lines: readonly string[]): void;
  readonly outLayout: Layout;
  readonly errLayout: Layout;
  /** A person reads stdout. */
  readonly outIsTerminal: boolean;
  /** A person can be asked. */
  readonly interactive: boolean;
  /** Keys can be read one by one, and what stands on stdout may be drawn over. */
  readonly drawable: boolean;
  /** Starts a spinner on stderr; null where nothing may be drawn over. */
  spinner(text: string): Promise<Spinner | null>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * How many colours a stream may show: FORCE_COLOR says it outright, NO_COLOR says none, else only a terminal has any.
 * 0 none, 1 sixteen, 2 256, 3 all.
 */
export function colourLevel(stream: { isTTY?: boolean }, env: Environment): ColorSupportLevel {
  const forced = env.FORCE_COLOR;
  if (forced === undefined && (env.NO_COLOR || !stream.isTTY)) return 0;
  const depth = WriteStream.prototype.getColorDepth(env as object);
  return depth >= 24 ? 3 : depth >= 8 ? 2 : depth >= 4 ? 1 : 0;
}

export function paintOf(level: ColorSupportLevel): Paint {
  if (level === 0) return noPaint;
  const { green, red, yellow, dim, bold, cyan, magenta } = new Chalk({ level });
  return {
    good: text => green(text),
    bad: text => red(text),
    doubt: text => yellow(text),
    dim: text => dim(text),
    strong: text => bold(text),
    code: text => cyan(text),
    literal: text => magenta(text),
  };
}

const DEFAULT_WIDTH = 80;
const MAX_WIDTH = 120;

/** The terminal of this process. */
export function realTerminal({ plain }: { plain: boolean }): Terminal {
  const { stdin, stdout, stderr, env } = process;
  // A reader that went away (`| head`) is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const layout = (stream: NodeJS.WriteStream): Layout => ({
    paint: paintOf(colourLevel(stream, env)),
    get width() {
      return Math.min(stream.columns || DEFAULT_WIDTH, MAX_WIDTH);
    },
  });
  const animated = Boolean(stderr.isTTY) && !plain && !env.CI && env.TERM !== 'dumb';
  const write = (stream: NodeJS.WriteStream, lines: readonly string[]) =>
    void (lines.length > 0 && stream.write(`${lines.join('\n')}\n`));
  return {
    out: lines => write(stdout, lines),
    raw: text => void stdout.write(text),
    err: lines => write(stderr, lines),
    outLayout: layout(stdout),
    errLayout: layout(stderr),
    outIsTerminal: Boolean(stdout.isTTY),
    interactive: Boolean(stdin.isTTY && stderr.isTTY) && !env.CI,
    drawable: Boolean(stdin.isTTY && stdout.isTTY) && !plain && env.TERM !== 'dumb',
    async spinner(text) {
      if (!animated) return null;
      const { default: yoctoSpinner } = await import('yocto-spinner');
      // Signals are ours: an interrupted run cleans up first.
      return yoctoSpinner({ text, stream: stderr, handleSignals: false }).start();
    },
  };
}
