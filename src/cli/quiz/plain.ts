import { EXIT, type ExitCode } from '../../errors.ts';
import type { Context } from '../context.ts';
import { feedbackLines } from './feedback.ts';
import { answerTo, type ReadLine, typedLines } from './lines.ts';
import { headLines, placeIn, shown } from './question.ts';
import { INTERRUPTED, type Sitting } from './sitting.ts';
import { summaryLines } from './summary.ts';
import { QUIZ, type QuizCommand } from './view.ts';

const HELP = [
  ':skip  the question comes another time',
  ':flag  flag the question to come back to it',
  ':undo  take the last answer back, and answer anew',
  ':quit  end; what you answered is kept',
  'The first letter is enough, such as :s',
];

/**
 * The session as plain lines: each is printed once and none is changed, answers are typed as a line. For screen readers,
 * terminals that cannot draw, and pipes.
 */
export async function plain(context: Context, sitting: Sitting, readLine?: ReadLine): Promise<ExitCode> {
  const { terminal, typed } = context;
  const { out, outLayout: layout } = terminal;
  const lines = readLine ? { read: readLine, close: () => {} } : typedLines(context, INTERRUPTED);
  const { session } = sitting;
  try {
    for (let current = session.current(); current; current = session.current()) {
      const asked = await shown(current, session.item(), layout.paint);
      out(headLines(asked, placeIn(session, asked.id), layout, false));
      sitting.began();
      const typedLine = await answerTo(asked, lines.read, context, {
        words: QUIZ.letters.map(({ command }) => command),
        help: HELP,
        obey: word => obey(word as QuizCommand, asked.id, sitting),
      });
      if ('response' in typedLine) {
        out(feedbackLines(await sitting.answer(typedLine.response), typed, layout));
      } else if (typedLine.command === 'quit' || typedLine.command === 'closed') break;
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

async function obey(word: QuizCommand, question: string, sitting: Sitting): Promise<string | null> {
  if (word === 'flag') return sitting.flag(question);
  const nothing = word === 'undo' && sitting.session.summary().asked === 0;
  return nothing ? 'Nothing was answered yet.' : null;
}
