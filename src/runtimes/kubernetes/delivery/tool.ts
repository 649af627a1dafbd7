import { MissingError } from '../../../errors.ts';
import type { Means } from './delivery.ts';

/** A cluster's own program as a function: resolves to what it printed, throws where it is missing or failed. */
export function tool(
  file: string,
  { run, env, output, fix }: Pick<Means, 'run' | 'env' | 'output'> & { fix: string },
): (args: readonly string[]) => Promise<string[]> {
  return async args => {
    const { code, lines } = await run(file, args, { env, onLine: output });
    const command = [file, ...args].join(' ');
    if (code === null) throw new MissingError(`The program ${file} is missing or was killed.`, { fix });
    if (code !== 0)
      throw new MissingError(`This command failed: ${command}`, {
        details: lines.filter(line => line.trim() !== '').slice(-8),
        fix: `${command}   must work in this shell.`,
      });
    return lines;
  };
}
