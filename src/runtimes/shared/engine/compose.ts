import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { execa, type ResultPromise } from 'execa';

interface ComposeOptions {
  project: string;
  /** The file that we wrote: never the learner's own. */
  file: string;
  /** What the docker command needs to reach the engine. */
  engine: Record<string, string>;
  /**
   * A folder to be made for the docker command's own configuration, in place of the user's: work of others is built
   * without a way to its log-ins, contexts and proxies. Without it: the user's.
   */
  config?: string | undefined;
  output(line: string): void;
}

export interface ComposeResult {
  ok: boolean;
  timedOut: boolean;
  /** What it printed last, in order: all of it unless there is no end to it. */
  lines: string[];
}

const PASSED_ON =
  /^(PATH|HOME|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMFILES|SYSTEMROOT|TEMP|TMP|TMPDIR|XDG_.*|DOCKER_.*|HTTPS?_PROXY|NO_PROXY)$/i;

/** The environment of the docker command: what it needs to find its plugins and the engine, and nothing that changes what compose does. */
function environment(engine: Record<string, string>): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => PASSED_ON.test(entry[0]) && entry[1] !== undefined,
  );
  return { ...Object.fromEntries(kept), ...engine, BUILDKIT_PROGRESS: 'plain', COMPOSE_ANSI: 'never' };
}

/** A configuration that holds nothing but where the user's plugins lie. */
async function emptyConfig(folder: string): Promise<Record<string, string>> {
  const users = process.env.DOCKER_CONFIG || join(homedir(), '.docker');
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'config.json'),
    JSON.stringify({ cliPluginsExtraDirs: [join(users, 'cli-plugins')] }),
  );
  return { DOCKER_CONFIG: folder, HOME: folder };
}

/**
 * The command, so that it ends when this process does, even by SIGKILL: its standard input then closes. A compose that
 * lived on would create containers after the clean-up. (Windows has no such shell; there it may live a little longer.)
 */
function tethered(command: readonly string[]): { file: string; args: string[]; stdin: 'pipe' | 'ignore' } {
  const [file = '', ...args] = command;
  if (process.platform === 'win32') return { file, args, stdin: 'ignore' };
  const script =
    'exec 3<&0; "$@" </dev/null & child=$!; { cat <&3 >/dev/null; kill $child; } >/dev/null 2>&1 & wait $child';
  return { file: 'sh', args: ['-c', script, 'sh', ...command], stdin: 'pipe' };
}

const KEPT_LINES = 20_000;

/** `docker compose` on one project. What is still running when `stop` is called is ended. */
export class Compose {
  readonly #options: ComposeOptions;
  readonly #running = new Set<ResultPromise>();

  constructor(options: ComposeOptions) {
    this.#options = options;
  }

  build(timeoutMs = 30 * 60_000): Promise<ComposeResult> {
    return this.#run(['build'], timeoutMs);
  }

  /** Creates and starts services, in the order of their `depends_on`; all of them where none is named. */
  up(services: readonly string[], timeoutMs: number): Promise<ComposeResult> {
    return this.#run(['up', '--detach', '--no-build', '--pull', 'never', ...services], timeoutMs);
  }

  async stop(): Promise<void> {
    for (const child of this.#running) child.kill();
    await Promise.all([...this.#running].map(child => child.catch(() => {})));
  }

  async #run(args: readonly string[], timeoutMs: number): Promise<ComposeResult> {
    const { project, file, engine, config, output } = this.#options;
    const own = config === undefined ? {} : await emptyConfig(config);
    const command = tethered([
      'docker',
      'compose',
      '--project-name',
      project,
      '--file',
      file,
      '--progress',
      'plain',
      ...args,
    ]);
    const child = execa(command.file, command.args, {
      env: { ...environment(engine), ...own },
      extendEnv: false,
      all: true,
      reject: false,
      timeout: timeoutMs,
      stdin: command.stdin,
      // In a group of its own: Ctrl-C at the terminal is for this process to act on, in its order.
      detached: process.platform !== 'win32',
      forceKillAfterDelay: 1000,
      cleanup: true,
    });
    this.#running.add(child as ResultPromise);
    const lines: string[] = [];
    try {
      for await (const line of child.iterable({ from: 'all' })) {
        lines.push(line);
        if (lines.length > 2 * KEPT_LINES) lines.splice(0, KEPT_LINES);
        output(line);
      }
    } catch {
      // The same failure is in the result.
    }
    const { exitCode, timedOut } = await child;
    this.#running.delete(child as ResultPromise);
    return { ok: exitCode === 0, timedOut, lines };
  }
}
