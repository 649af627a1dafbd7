import { createInterface } from 'node:readline';
import type { Response } from '../../quiz/model.ts';
import { wrap } from '../../report/wrap.ts';
import type { Context } from '../context.ts';
import { Interrupted } from '../interrupt.ts';
import { kindOf } from './kinds/index.ts';
import type { Shown } from './kinds/kind.ts';

/** Asks for a line; null where there are no more, or where none came within so many milliseconds. */
export type ReadLine = (withinMs?: number) => Promise<string | null>;

const PROMPT = '> ';

/** What is typed beside answers, such as `:skip`; the first letter is enough. */
export interface Words<Word extends string> {
  readonly words: readonly Word[];
  /** A line for each, and for what else there is. */
  readonly help: readonly string[];
  /** `:12` names a question. */
  readonly numbered?: boolean;
  /** Null where this question is done with; else what is said. */
  obey(word: Word | number): Promise<string | null>;
  /** Milliseconds in which a line has to come. */
  withinMs?(): number;
}

export type Typed<Word extends string> =
  | { readonly response: Response }
  | { readonly command: Word | number }
  /** No line came. */
  | { readonly command: 'closed' };

/** Reads lines until one is an answer, or a command that leads to another question. */
export async function answerTo<Word extends string>(
  asked: Shown,
  read: ReadLine,
  { terminal }: Pick<Context, 'terminal'>,
  { words, help, numbered = false, obey, withinMs }: Words<Word>,
): Promise<Typed<Word>> {
  const { out, outLayout: layout } = terminal;
  const kind = kindOf(asked.kind);
  const hint = [...words, 'help'].map(word => `:${word}`).join(' ');
  const say = (text: string) => out(wrap(text, layout.width));
  let hidden = asked.kind === 'card';
  const ask = () => {
    if (hidden) return say(`Answer in your head or aloud. Enter shows the answer. Or ${hint}`);
    const options = kind.plain(asked, layout);
    out(options.length > 0 ? [...options, ''] : []);
    say(`Type ${kind.how(asked)}, or ${hint}`);
  };
  ask();
  for (;;) {
    const line = await read(withinMs?.());
    if (line === null) return { command: 'closed' };
    const word = commandOf(line, words, numbered);
    if (word === 'help') out([...help]);
    else if (word === 'unknown') say(`There is no ${line.trim()}. There are ${hint}`);
    else if (word !== null) {
      const said = await obey(word);
      if (said === null) return { command: word };
      say(said);
    } else if (hidden) {
      hidden = false;
      ask();
    } else {
      const answer = kind.read(line, asked);
      if (typeof answer !== 'string') return { response: answer };
      say(answer);
    }
  }
}

/** A command where there is no question to answer: its word, a number, `unknown`; null where no line came. */
export async function commandLine<Word extends string>(
  read: ReadLine,
  words: readonly Word[],
  withinMs: number,
): Promise<Word | number | 'unknown' | null> {
  const line = await read(withinMs);
  if (line === null) return null;
  const word = commandOf(line, words, true);
  return word === null || word === 'help' ? 'unknown' : word;
}

/** `:skip`, `:s`, `:12` */
function commandOf<Word extends string>(
  line: string,
  words: readonly Word[],
  numbered: boolean,
): Word | number | 'help' | 'unknown' | null {
  const [, word] = /^\s*:(\w*)\s*$/.exec(line.toLowerCase()) ?? [];
  if (word === undefined) return null;
  if (numbered && /^\d+$/.test(word)) return Number(word);
  return ([...words, 'help'] as const).find(one => word !== '' && one.startsWith(word)) ?? 'unknown';
}

/** Lines of stdin. The terminal itself echoes and edits them. @param interrupted what is said at Ctrl-C */
export function typedLines(
  { terminal, host }: Context,
  interrupted: string,
): { read: ReadLine; close(): void } {
  const reader = createInterface({ input: process.stdin, terminal: false });
  const lines = reader[Symbol.asyncIterator]();
  let interrupt = () => {};
  const interruption = new Promise<never>((_, reject) => {
    interrupt = () => reject(new Interrupted(interrupted));
  });
  interruption.catch(() => {});
  host.on('SIGINT', interrupt);
  return {
    async read(withinMs) {
      terminal.raw(PROMPT);
      const { timer, late } = timeout(withinMs);
      const { value, done } = await Promise.race([lines.next(), interruption, late]).finally(() =>
        clearTimeout(timer),
      );
      return done ? null : value;
    },
    close() {
      host.off('SIGINT', interrupt);
      reader.close();
    },
  };
}

function timeout(ms: number | undefined) {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ value: undefined; done: true }>(resolve => {
    if (ms !== undefined) timer = setTimeout(resolve, ms, { value: undefined, done: true });
  });
  return { timer, late };
}
