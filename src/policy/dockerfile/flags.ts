import { didYouMean } from '../../platform/nearest.ts';
import { shown } from '../shared/shown.ts';

export interface Flag {
  name: string;
  value: string;
}

/** The flags of each instruction; an instruction that is not here has none. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  ADD: ['chown', 'chmod', 'link', 'exclude', 'keep-git-dir', 'checksum', 'unpack'],
  COPY: ['from', 'chown', 'chmod', 'link', 'parents', 'exclude'],
  FROM: ['platform'],
  HEALTHCHECK: ['interval', 'timeout', 'start-period', 'start-interval', 'retries'],
  RUN: ['mount', 'network', 'security', 'device'],
};

/** Splits what stands behind a keyword into its flags (`--name=value`, at the beginning) and the rest. */
export function flagsOf(keyword: string, rest: string): { flags: Flag[]; args: string; problems: string[] } {
  const flags: Flag[] = [];
  const problems: string[] = [];
  let args = rest;
  for (;;) {
    const [whole, word = ''] = /^(--[^\t\v\f\r ]*)[\t\v\f\r ]*/.exec(args) ?? [];
    if (whole === undefined) return { flags, args, problems };
    args = args.slice(whole.length);
    const [, name = '', value = 'true'] = /^--([^=]*)(?:=(.*))?$/.exec(word) ?? [];
    const known = FLAGS[keyword] ?? [];
    // The engine takes quotes and backslashes out of a flag, and reads it byte by byte.
    if (/["'\\`]|[^!-~]/.test(word))
      problems.push(
        `\`${shown(word)}\`: a flag is written without quotes, backslashes and special characters.`,
      );
    else if (!known.includes(name))
      problems.push(
        `\`--${shown(name)}\` is no flag of ${shown(keyword)} that is known here.${didYouMean(name, known)}`,
      );
    else flags.push({ name, value });
  }
}

/** `type=cache,target=/x` as pairs; a key alone is true. Keys in small letters, as the engine compares them. */
export function mountOf(value: string): Map<string, string> {
  return new Map(
    value.split(',').map(pair => {
      const at = pair.indexOf('=');
      return at === -1 ? [pair.toLowerCase(), 'true'] : [pair.slice(0, at).toLowerCase(), pair.slice(at + 1)];
    }),
  );
}
