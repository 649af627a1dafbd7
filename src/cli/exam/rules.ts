import { type Attempt, leftAt } from '../../exam/attempt.ts';
import type { Layout } from '../../report/lines.ts';
import { hanging, wrap } from '../../report/wrap.ts';
import { clocks } from './attempts.ts';
import type { Drawn } from './paper.ts';
import { timeLeft } from './time.ts';

const count = (n: number, what: string) => `${n} ${n === 1 ? what : `${what}s`}`;

/** `20 questions, 1 exercise` */
export function holds(sections: readonly { questions: number; exercises: number }[]): string {
  const sum = (key: 'questions' | 'exercises') => sections.reduce((all, one) => all + one[key], 0);
  const parts = [
    [sum('questions'), 'question'],
    [sum('exercises'), 'exercise'],
  ] as const;
  return parts.flatMap(([n, what]) => (n === 0 ? [] : [count(n, what)])).join(', ');
}

/**
 * What somebody has to know before the clock runs.
 * @param dir the folder for its exercises, as a person would type it
 */
export function rulesLines(
  { paper: { exam, sections }, exercises }: Drawn,
  dir: string,
  layout: Layout,
): string[] {
  const { paint, width } = layout;
  const weights = sections.reduce((sum, { weight }) => sum + weight, 0);
  const rules = [
    'The clock runs from the moment you begin. It goes on while the program is closed or the machine is off. When the time is over, what is there counts.',
    ...(questionCount(sections) > 0 ? QUESTION_RULES : []),
    ...(exercises.length > 0 ? exerciseRules(sections, dir) : []),
  ];
  return [
    ...wrap(exam.title, width).map(paint.strong),
    ...wrap(exam.summary, width),
    '',
    ...wrap(`Time: ${exam.minutes} minutes. To pass: ${exam.pass}%.`, width),
    '',
    ...sections.flatMap(({ title, weight, questions, exercises, optional }) => {
      const what = holds([{ questions: questions.length, exercises: exercises.length }]);
      const unless = optional ? '; left out of the mark where this machine has no cluster' : '';
      return hanging('  ', `${title}: ${what}, ${percent(weight / weights)} of the mark${unless}`, width);
    }),
    '',
    paint.strong('Rules'),
    ...rules.flatMap(rule => hanging('  - ', rule, width)),
  ];
}

const questionCount = (sections: Drawn['paper']['sections']) =>
  sections.reduce((sum, { questions }) => sum + questions.length, 0);

const QUESTION_RULES = [
  'Questions can be answered in any order, changed, and flagged to come back to them. You can quit and go on later. What is right is said at the end.',
  'A part of an answer that is right counts as a part. A question left open is worth nothing, as a wrong answer is: a guess costs nothing.',
  'The quiz asks none of these questions until the end.',
];

function exerciseRules(sections: Drawn['paper']['sections'], dir: string): string[] {
  const shares = sections.flatMap(({ exercises }) => exercises.map(({ stretch }) => 100 - stretch));
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  const core = least === most ? `${least}%` : `${least}% to ${most}%`;
  return [
    `Exercises are worked on in ${dir}, in your own editor. What lies there when you submit, or at the end, counts.`,
    'Have them verified as often as you like with `microlab exercise run`. Their hints and solutions are closed until the end.',
    `Core checks carry ${core} of an exercise, stretch checks the rest.`,
  ];
}

const percent = (share: number) => `${Math.round(share * 100)}%`;

export const runningText = (attempt: Attempt): string =>
  `The exam "${attempt.title}" is running: ${timeLeft(leftAt(attempt, clocks.wall()))} left.`;
