import { execa } from 'execa';

interface RunOptions {
  cwd?: string;
  /** The whole environment of the program; the caller's own where it is not given. */
  env?: Record<string, string>;
  signal?: AbortSignal;
  onLine?: (line: string) => void;
}

/**
 * Runs a program to its end and gives back what it printed, both streams in one. Never throws for how it ends:
 * `code` is null where it could not be started or was killed. Throws the signal's reason when that is aborted.
 */
export async function run(
  file: string,
  args: readonly string[],
  { cwd, env, signal, onLine }: RunOptions = {},
): Promise<{ code: number | null; lines: string[] }> {
  const child = execa(file, args, {
    all: true,
    lines: true,
    reject: false,
    stdin: 'ignore',
    ...(cwd && { cwd }),
    ...(env && { env, extendEnv: false }),
    ...(signal && { cancelSignal: signal }),
  });
  if (onLine) for await (const line of child.iterable({ from: 'all' })) onLine(String(line));
  const { exitCode, all } = await child;
  signal?.throwIfAborted();
  return { code: exitCode ?? null, lines: all };
}
