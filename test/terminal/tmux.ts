import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { retryUntil } from '../../src/platform/retry.ts';

const run = promisify(execFile);
const DEADLINE_MS = 20_000;
const EXIT = /^\[exit (\d+)\]$/m;
/** Variables of the machine that tests run on, which change what a terminal may show. */
const UNSET = ['CI', 'NO_COLOR', 'FORCE_COLOR'].flatMap(name => ['-u', name]);

/** A terminal with a program in it: what a person would see, and keys as a person would press them. */
export interface Terminal {
  /** Names of keys as tmux knows them (`Down`, `Enter`, `C-c`), or text. */
  press(...keys: string[]): Promise<void>;
  /** A line of text, with Enter. */
  type(line: string): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  /** What stands on the screen, with the lines that scrolled away; `colours`: with its escape sequences. */
  text(options?: { colours?: boolean }): Promise<string>;
  /** Waits until the text holds it; returns the text. */
  until(what: string | RegExp): Promise<string>;
  /** Waits for the program's end. */
  exitCode(): Promise<number>;
  /** Ends the program. */
  end(): Promise<void>;
}

/** A tmux server of its own, which knows nothing of the person's. */
export function tmuxServer(name: string) {
  try {
    execFileSync('tmux', ['-V']);
  } catch {
    throw new Error(
      'These tests drive a terminal by tmux, which is missing: apt-get install tmux, or brew install tmux.',
    );
  }
  const tmux = async (...args: string[]) =>
    (
      await run('tmux', ['-L', `microlab-${name}-${process.pid}`, '-f', '/dev/null', ...args], {
        maxBuffer: 1e8,
      })
    ).stdout;
  let sessions = 0;
  // A server without a session ends, and one that ends takes the next session down with it.
  const up = tmux('new-session', '-d', '-s', 'keeper', 'cat');
  up.catch(() => {});
  return {
    async start(
      command: readonly string[],
      {
        columns = 80,
        rows = 40,
        cwd,
        env,
      }: { columns?: number; rows?: number; cwd: string; env: Record<string, string> },
    ): Promise<Terminal> {
      await up;
      const session = `s${++sessions}`;
      const variables = Object.entries(env).map(([key, value]) => `${key}=${value}`);
      const size = ['-x', String(columns), '-y', String(rows)];
      // The exit code is written below what the program wrote: tmux does not always learn it. `read` waits for the size.
      const script = 'trap : INT; read _; env "$@"; echo "[exit $?]"; exec cat';
      const waiting = ['sh', '-c', script, 'sh', ...UNSET, ...variables, ...command];
      await tmux('new-session', '-d', '-s', session, ...size, '-c', cwd, ...waiting);
      await tmux('set-option', '-t', session, 'status', 'off');
      await tmux('resize-window', '-t', session, ...size);
      await tmux('send-keys', '-t', session, 'Enter');
      const text = (options: { colours?: boolean } = {}) =>
        tmux('capture-pane', '-p', '-S', '-', ...(options.colours ? ['-e'] : []), '-t', session);
      const wait = async <T>(what: string, attempt: () => Promise<T>, until: (seen: T) => boolean) => {
        const { met, last } = await retryUntil(attempt, until, { deadlineMs: DEADLINE_MS, everyMs: 30 });
        if (!met) throw new Error(`waited for ${what}, and the terminal shows:\n${await text()}`);
        return last;
      };
      return {
        press: async (...keys) => void (await tmux('send-keys', '-t', session, ...keys)),
        async type(line) {
          await tmux('send-keys', '-t', session, '-l', line);
          await tmux('send-keys', '-t', session, 'Enter');
        },
        resize: async (width, height) =>
          void (await tmux('resize-window', '-t', session, '-x', String(width), '-y', String(height))),
        text,
        until: what =>
          wait(String(what), text, seen =>
            typeof what === 'string' ? seen.includes(what) : what.test(seen),
          ),
        async exitCode() {
          const [, code] = EXIT.exec(await wait('its end', text, seen => EXIT.test(seen))) ?? [];
          return Number(code);
        },
        end: async () => void (await tmux('kill-session', '-t', session)),
      };
    },
    stop: () => tmux('kill-server').catch(() => {}),
  };
}
