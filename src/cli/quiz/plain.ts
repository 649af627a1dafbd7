import { createInterface } from 'node:readline';
import { EXIT, type ExitCode } from '../../errors.ts';
import type { Response } from '../../quiz/model.ts';
import { wrap } from '../../report/wrap.ts';
import type { Context } from '../context.ts';
import { Interrupted } from '../interrupt.ts';
import { feedbackLines } from './feedback.ts';
import { kindOf } from './kinds/index.ts';
import type { Shown } from './kinds/kind.ts';
import { headLines, placeIn, shown } from './question.ts';
import { INTERRUPTED, type Sitting } from './sitting.ts';
import { summaryLines } from './summary.ts';
import { COMMANDS } from './view.ts';

/** Asks for a line; null where there are no more. */
type ReadLine = () => Promise<string | null>;

const PROMPT = '> ';
const HELP = [
  ':skip  the question comes another time',
  ':flag  flag the question to come back to it',
  ':undo  take the last answer back, and answer anew',
  ':quit  end; what you answered is kept',
  'The first letter is enough, such as :s',
];
const HINT = ':skip :flag :undo :help :quit';

type Word = (typeof COMMANDS)[keyof typeof COMMANDS];
type Typed = { response: Response } | { command: Word };

/**
 * The session as plain lines: each is printed once and none is changed, answers are typed as a line. For screen readers,
 * terminals that cannot draw, and pipes.
 */
export async function plain(context: Context, sitting: Sitting, readLine?: ReadLine): Promise<ExitCode> {
  const { terminal, typed } = context;
  const { out, outLayout: layout } = terminal;
  const lines = readLine ? { read: readLine, close: () => {} } : typedLines(context);
  const { session } = sitting;
  try {
    for (let current = session.current(); current; current = session.current()) {
      const asked = await shown(current, session.item(), layout.paint);
      out(headLines(asked, placeIn(session, asked.id), layout, false));
      sitting.began();
      const typedLine = await answerTo(asked, lines.read, context, sitting);
      if ('response' in typedLine) {
        out(feedbackLines(await sitting.answer(typedLine.response), typed, layout));
      } else if (typedLine.command === 'quit') break;
      else if (typedLine.command === 'skip') {
        session.skip();
        out(['Skipped.']);
      } else {
        await sitting.undo();
        out(['Taken back: answer it anew.']);
      }
    }
    out(summaryLines(sitting.facts(), typed, layout));
    return EXIT.ok;
  } finally {
    lines.close();
  }
}

/** Reads lines until one is an answer, or a command that leads to another question. */
async function answerTo(
  asked: Shown,
  read: ReadLine,
  { terminal }: Context,
  sitting: Sitting,
): Promise<Typed> {
  const { out, outLayout: layout } = terminal;
  const kind = kindOf(asked.kind);
  const say = (text: string) => out(wrap(text, layout.width));
  let hidden = asked.kind === 'card';
  const ask = () => {
    if (hidden) return say(`Answer in your head or aloud. Enter shows the answer. Or ${HINT}`);
    const options = kind.plain(asked, layout);
    out(options.length > 0 ? [...options, ''] : []);
    say(`Type ${kind.how(asked)}, or ${HINT}`);
  };
  ask();
  for (;;) {
    const line = await read();
    if (line === null) return { command: 'quit' };
    const word = commandOf(line);
    if (word === 'help') out(HELP);
    else if (word === 'unknown') say(`There is no ${line.trim()}. There are ${HINT}`);
    else if (word === 'flag') say(await sitting.flag(asked.id));
    else if (word === 'undo' && sitting.session.summary().asked === 0) say('Nothing was answered yet.');
    else if (word !== null) return { command: word };
    else if (hidden) {
      hidden = false;
      ask();
    } else {
      const answer = kind.read(line, asked);
      if (typeof answer !== 'string') return { response: answer };
      say(answer);
    }
  }
}

/** `:skip`, `:s` */
function commandOf(line: string): Word | 'help' | 'unknown' | null {
  const [, word] = /^\s*:(\w*)\s*$/.exec(line.toLowerCase()) ?? [];
  if (word === undefined) return null;
  const words = [...Object.values(COMMANDS), 'help'] as const;
  return words.find(one => word !== '' && one.startsWith(word)) ?? 'unknown';
}

/** Lines of stdin. The terminal itself echoes and edits them. */
function typedLines({ terminal, host }: Context): { read: ReadLine; close(): void } {
  const reader = createInterface({ input: process.stdin, terminal: false });
  const lines = reader[Symbol.asyncIterator]();
  let interrupt = () => {};
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () => reject(new Interrupted(INTERRUPTED));
  });
  interrupted.catch(() => {});
  host.on('SIGINT', interrupt);
  return {
    async read() {
      terminal.raw(PROMPT);
      const { value, done } = await Promise.race([lines.next(), interrupted]);
      return done ? null : value;
    },
    close() {
      host.off('SIGINT', interrupt);
      reader.close();
    },
  };
}
