import { stringify } from 'yaml';
import type { Item } from '../../src/content/questions/bank.ts';
import type { paperJson } from '../../src/exam/print.ts';
import type { AnswerPlan } from './table.ts';

/** A question as it is printed on the paper: all that a learner sees of it. */
type Printed = ReturnType<typeof paperJson>['sections'][number]['questions'][number];

type How = 'right' | 'partly' | 'wrong' | 'invalid' | 'unanswered';

/** The text of the `answers.yaml` of somebody who answers by a plan. */
export function answersText(
  plan: AnswerPlan,
  place: number,
  asked: readonly Printed[],
  items: readonly Item[],
): string {
  const how = spread(plan, place, asked);
  const answers = asked.flatMap((question, at) => {
    const item = items.find(({ id }) => id === question.id);
    const kind = how[at];
    if (!item || kind === undefined) throw new Error(`no plan for ${question.id}`);
    return kind === 'unanswered' ? [] : [[question.id, answerOf(kind, question, item)]];
  });
  const foreign = Array.from({ length: plan.foreign ?? 0 }, (_, at) => [`another-exam-${at + 1}`, 'a']);
  const submitted = plan.submitted === undefined ? '2026-06-11T20:15:00Z' : plan.submitted;
  const text = stringify({
    ...(submitted === null ? {} : { submitted }),
    answers: Object.fromEntries([...answers, ...foreign]),
  });
  return plan.crlf ? text.replaceAll('\n', '\r\n') : text;
}

/** How each question is answered: what is not right begins somewhere else for each learner, so that all questions differ. */
function spread(
  { right = 0, partly = [], wrong = 0, invalid = 0, unanswered = 0 }: AnswerPlan,
  place: number,
  asked: readonly Printed[],
): How[] {
  const inParts = asked
    .filter(({ kind }) => ['choices', 'match', 'order'].includes(kind))
    .slice(0, partly.length);
  const rest = asked.filter(question => !inParts.includes(question));
  const list = [
    ...Array<How>(wrong).fill('wrong'),
    ...Array<How>(invalid).fill('invalid'),
    ...Array<How>(unanswered).fill('unanswered'),
    ...Array<How>(right).fill('right'),
  ];
  if (list.length !== rest.length || inParts.length < partly.length)
    throw new Error(
      `the plan is for ${list.length + partly.length} questions, the paper has ${asked.length}`,
    );
  const turned = new Map(rest.map((question, at) => [question, list[(at + place) % list.length]]));
  return asked.map(question => turned.get(question) ?? 'partly');
}

function answerOf(how: Exclude<How, 'unanswered'>, { kind, options }: Printed, item: Item): unknown {
  if (how === 'invalid')
    return kind === 'text' ? ['no', 'idea'] : kind === 'number' ? 'many' : kind === 'fault' ? 999 : '?';
  const keys = options.map(({ key }) => key);
  const keysOf = (texts: readonly string[]) =>
    texts.map(text => options.find(option => option.text === text)?.key ?? '');
  switch (item.kind) {
    case 'choice': {
      const right = keysOf(rightOf(item));
      return how === 'right' ? right[0] : keys.find(key => !right.includes(key));
    }
    case 'choices': {
      const right = keysOf(rightOf(item));
      if (how === 'partly') return right.slice(0, 1);
      return keys.filter(key => right.includes(key) === (how === 'right'));
    }
    case 'order': {
      const [first = '', second = '', ...more] = keysOf(item.steps);
      const steps = [first, second, ...more];
      return how === 'right' ? steps : how === 'partly' ? [second, first, ...more] : steps.reverse();
    }
    case 'match': {
      const [first = '', second = '', ...more] = keysOf(item.pairs.map(({ right }) => right));
      const picks = {
        right: [first, second, ...more],
        partly: [second, first, ...more],
        wrong: [second, ...more, first],
      }[how];
      return Object.fromEntries(picks.map((key, at) => [at + 1, key]));
    }
    case 'number':
      return how === 'right' ? item.answer : item.answer * 3 + 1000;
    case 'text':
      return how === 'right' ? item.accept[0] : 'nobody knows this';
    case 'fault': {
      const line = options.findIndex(({ text }) => text.trim() === item.fault.trim()) + 1;
      return how === 'right' ? line : line === 1 ? 2 : 1;
    }
    case 'card':
      throw new Error('an exam has no cards');
  }
}

const rightOf = ({ choices }: Extract<Item, { kind: 'choice' | 'choices' }>) =>
  choices.filter(choice => 'right' in choice).map(({ text }) => text);
