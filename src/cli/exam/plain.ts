import type { Item } from '../../content/questions/bank.ts';
import { written } from '../../quiz/answers.ts';
import { wrap } from '../../report/wrap.ts';
import type { Context } from '../context.ts';
import { answerTo, commandLine, type ReadLine, typedLines } from '../quiz/lines.ts';
import { headLines, shown } from '../quiz/question.ts';
import { boardOf, boardText, entriesOf, warning } from './board.ts';
import { type ExamEnd, INTERRUPTED, QUESTION, type QuestionCommand } from './commands.ts';
import { type Practice, practiceLines, practicePlace } from './practice.ts';
import type { ExamSitting } from './sitting.ts';
import { statusText } from './status.ts';

const HELP = [
  ':next      next question: this one can be answered later',
  ':previous  previous question',
  ':12        question 12, or another number',
  ':flag      flag the question to come back to it',
  ':overview  what is answered and flagged; to submit',
  ':quit      quit for now: the clock goes on',
  'The first letter is enough, such as :n',
];

/** At a question, by its place in the paper; or at the overview. */
type Where = number | 'overview';

/** The questions of an exam as plain lines: each is printed once, with the time that is left, and answers are typed. */
export async function plain(
  context: Context,
  sitting: ExamSitting,
  practice: Practice,
  readLine?: ReadLine,
): Promise<ExamEnd> {
  const lines = readLine ? { read: readLine, close: () => {} } : typedLines(context, INTERRUPTED);
  const exam = new PlainExam(context, sitting, practice, lines.read);
  sitting.begin();
  try {
    return await exam.run();
  } finally {
    sitting.rest();
    lines.close();
  }
}

class PlainExam {
  constructor(
    readonly context: Context,
    readonly sitting: ExamSitting,
    readonly practice: Practice,
    readonly read: ReadLine,
  ) {}

  async run(): Promise<ExamEnd> {
    const { sitting } = this;
    let where: Where | ExamEnd = sitting.items.length > 0 ? sitting.place() : 'overview';
    while (typeof where === 'number' || where === 'overview')
      where = where === 'overview' ? await this.#overview() : await this.#question(where);
    // The prompt still waits on the last line.
    if (where === 'over') this.context.terminal.out(['']);
    return where;
  }

  async #question(question: number): Promise<Where | ExamEnd> {
    const { sitting, context } = this;
    const { outLayout: layout, out } = context.terminal;
    const { items } = sitting;
    const item = items[question] as Item;
    const asked = await shown(sitting.asked(item), null, layout.paint);
    const given = sitting.given(item);
    const place = { number: question + 1, of: items.length, flagged: sitting.isFlagged(item) };
    await sitting.shown(item);
    out([...headLines(asked, place, layout, false), ...this.#status()]);
    if (given) out(wrap(`You answered: ${written(given)}. Another answer replaces it.`, layout.width));
    const typed = await answerTo(asked, this.read, context, {
      words: QUESTION.letters.map(({ command }) => command),
      help: HELP,
      numbered: true,
      withinMs: () => sitting.leftMs(),
      obey: word => this.#obey(word as QuestionCommand | number, item),
    });
    if (sitting.leftMs() === 0) return 'over';
    if ('response' in typed) {
      await sitting.answer(item, typed.response);
      out([`Answered: ${written(typed.response)}.`]);
      return this.#at(question + 1);
    }
    const { command } = typed;
    if (typeof command === 'number') return command - 1;
    if (command === 'overview') return 'overview';
    if (command === 'next') return this.#at(question + 1);
    return command === 'previous' ? this.#at(question - 1) : 'left';
  }

  async #obey(word: QuestionCommand | number, item: Item): Promise<string | null> {
    if (word === 'flag') return this.sitting.flag(item);
    return typeof word === 'number' ? this.#unknown(word) : null;
  }

  #unknown(number: number): string | null {
    const { length } = this.sitting.items;
    return number >= 1 && number <= length ? null : `There are questions 1 to ${length}.`;
  }

  #at(question: number): Where {
    return question >= 0 && question < this.sitting.items.length ? question : 'overview';
  }

  #status(): string[] {
    const { sitting, context } = this;
    return wrap(`${statusText(sitting.leftMs(), sitting.counts())}.`, context.terminal.outLayout.width);
  }

  async #overview(): Promise<Where | ExamEnd> {
    const { sitting, practice, context } = this;
    const { outLayout: layout, out } = context.terminal;
    const say = (text: string) => out(wrap(text, layout.width));
    const board = boardOf(sitting, id => practicePlace(id, practice));
    const exercises = entriesOf(board).flatMap(entry => ('exercise' in entry ? [entry.exercise] : []));
    out([
      ...boardText(board).flatMap(line => wrap(line, layout.width)),
      ...practiceLines(exercises, practice, context, layout),
      '',
      ...this.#status(),
    ]);
    say('Type :12 for question 12 or another number, :submit, or :quit');
    for (let sure = false; ; ) {
      const word = await commandLine(this.read, ['submit', 'quit'], sitting.leftMs());
      if (sitting.leftMs() === 0) return 'over';
      if (word === 'quit' || word === null) return 'left';
      if (word === 'submit' && sure) return 'submitted';
      if (word === 'submit') {
        sure = true;
        say(`${warning(entriesOf(board))} :submit once more submits.`);
      } else if (typeof word === 'number') {
        const unknown = this.#unknown(word);
        if (unknown === null) return word - 1;
        say(unknown);
      } else say('There are :12 for a question, :submit and :quit');
    }
  }
}
