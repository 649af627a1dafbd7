import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** A program on a terminal of its own (`script`, of util-linux), every byte of which can be read. */
export class Pty {
  readonly #script: ChildProcess;
  readonly #pid: string;
  /** All that was written, byte by byte. */
  raw = '';
  /** The process has ended, and all that it wrote was read. */
  readonly ended: Promise<void>;
  onOutput: () => void = () => {};

  constructor(command: readonly string[], { cwd, env }: { cwd: string; env: Record<string, string> }) {
    this.#pid = join(mkdtempSync(join(cwd, 'pid-')), 'pid');
    // `exec` leaves the program with the process id that was written down.
    const line = `stty cols 80 rows 60; echo $$ > '${this.#pid}'; exec ${command.join(' ')}`;
    this.#script = spawn('script', ['--quiet', '--flush', '--return', '--command', line, '/dev/null'], {
      cwd,
      env: { ...process.env, CI: '', ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#script.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.raw += text;
      this.onOutput();
    });
    this.#script.stdin?.on('error', () => {});
    this.ended = new Promise(resolve => {
      this.#script.on('close', () => resolve());
    });
  }

  /** The same without escape sequences. */
  get text(): string {
    return stripVTControlCharacters(this.raw).replaceAll('\r', '');
  }

  write(keys: string): void {
    this.#script.stdin?.write(keys);
  }

  /** SIGKILL: the program can do nothing any more. False where it had ended already. */
  kill(): boolean {
    try {
      // An empty file would be process 0: this very process group.
      const [pid] = /^\d+(?=\n)/.exec(readFileSync(this.#pid, 'utf8')) ?? [];
      return pid !== undefined && process.kill(Number(pid), 'SIGKILL');
    } catch {
      return false;
    }
  }
}
