// Keys are read by Node's own readline, without @inquirer/core: that asks one question on one prompt, and here keys mean
// something between and beside the questions too; and loading it would take half of the time that the first question has.
import { emitKeypressEvents, type Interface, type Key as Typed } from 'node:readline';
import { type Key, keyOf } from './keys.ts';

/** A terminal that is read key by key. */
export interface Tty {
  readonly columns: number;
  readonly rows: number;
  write(text: string): void;
  /**
   * The next key; `resize` where the terminal has another size; `closed` where it is gone; `late` where nothing of it
   * came within so many milliseconds.
   */
  next(withinMs?: number): Promise<Key | 'resize' | 'closed' | 'late'>;
  close(): void;
}

type Happened = Key | 'resize' | 'closed';

/** Node waits this long for the rest of a key after Esc; its own half second would be felt. */
const ESCAPE_MS = 50;

export function realTty({ stdin, stdout } = process): Tty {
  const waiting: Happened[] = [];
  let wake: (() => void) | null = null;
  const push = (happened: Happened) => {
    waiting.push(happened);
    wake?.();
  };
  /** Back to the shell, as Ctrl-Z does where keys are not read one by one; `fg` comes back, and all is drawn anew. */
  const suspend = () => {
    process.once('SIGCONT', () => {
      stdin.setRawMode(true);
      push('resize');
    });
    stdin.setRawMode(false);
    // The whole job, npx included.
    process.kill(0, 'SIGTSTP');
  };
  const typed = (text: string | undefined, key: Typed) => {
    if (key.ctrl && key.name === 'z' && process.platform !== 'win32') suspend();
    else push(keyOf(text, key));
  };
  const resized = () => push('resize');
  const closed = () => push('closed');

  // Only this one property of an interface is read.
  emitKeypressEvents(stdin, { escapeCodeTimeout: ESCAPE_MS } as unknown as Interface);
  stdin.setRawMode(true);
  stdin.on('keypress', typed).on('end', closed).on('error', closed).resume();
  stdout.on('resize', resized);
  return {
    get columns() {
      return stdout.columns || 80;
    },
    get rows() {
      return stdout.rows || 24;
    },
    write: text => void stdout.write(text),
    async next(withinMs) {
      if (waiting.length === 0)
        await new Promise<void>(resolve => {
          const timer = withinMs === undefined ? undefined : setTimeout(resolve, withinMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      wake = null;
      return waiting.shift() ?? 'late';
    },
    close() {
      stdin.off('keypress', typed).off('end', closed).off('error', closed).pause();
      if (!stdin.destroyed) stdin.setRawMode(false);
      stdout.off('resize', resized);
    },
  };
}
