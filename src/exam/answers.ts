import type { Item } from '../content/questions/bank.ts';
import { messageOf } from '../errors.ts';
import { responseOf } from '../quiz/answers.ts';
import type { Asked, Mark, Response } from '../quiz/model.ts';
import { present } from '../quiz/present.ts';
import { score, unanswered } from '../quiz/score.ts';
import type { QuestionResult } from '../report/grades/model.ts';
import type { Paper } from './paper.ts';

/** Longer texts are no answer to any question. */
const LONGEST = 1000;

/**
 * Marks what `answers.yaml` says, which may be anything. Each question of the paper has a result, in its order; what is
 * not answered, or no answer to its kind of question, is worth nothing.
 * @param answers by the ids of questions; those that are not on the paper are noted
 */
export function markAnswers(
  { sections, seed }: Pick<Paper, 'sections' | 'seed'>,
  answers: Readonly<Record<string, unknown>>,
): { questions: QuestionResult[]; notes: string[] } {
  const items = sections.flatMap(({ questions }) => questions);
  const ids = new Set(items.map(({ id }) => id));
  const unknown = Object.keys(answers).filter(id => !ids.has(id));
  return {
    questions: items.map(item =>
      resultOf(item, present(item, seed), Object.hasOwn(answers, item.id) ? answers[item.id] : null),
    ),
    notes: unknown.map(id => `answers.yaml answers "${clipped(id)}", which is not a question of this paper.`),
  };
}

function resultOf(item: Item, asked: Asked, value: unknown): QuestionResult {
  if (isNothing(value))
    return { ...told(item, unanswered(item)), status: 'unanswered', answer: [], problem: null };
  try {
    const response = responseOf(asked, plain(value));
    const mark = score(item, asked, response);
    const status = mark.right ? 'right' : mark.share > 0 ? 'partly' : 'wrong';
    return { ...told(item, mark), status, answer: inWords(asked, response), problem: null };
  } catch (thrown) {
    const problem = clipped(messageOf(thrown));
    return { ...told(item, unanswered(item)), status: 'invalid', answer: [], problem };
  }
}

const isNothing = (value: unknown) =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

/** What YAML can say and no question asks for is kept from what reads answers: other things than scalars in lists and maps. */
function plain(value: unknown): unknown {
  if (typeof value === 'string' && value.length > LONGEST)
    throw new Error(`expected a short answer, found a text of ${value.length} characters`);
  if (isScalar(value)) return value;
  const parts = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  if (!parts.every(isScalar) || parts.length > 100 || parts.some(part => String(part).length > LONGEST))
    throw new Error('expected a short answer: a value, or a list of a few');
  return value;
}

const isScalar = (value: unknown) => value === null || ['string', 'number', 'boolean'].includes(typeof value);

const clipped = (text: string) => (text.length > 200 ? `${text.slice(0, 199)}…` : text);

function told(item: Item, { share, solution, explanation, wrong }: Mark) {
  const why = wrong.map(one => (one.why === '' ? one.text : `${one.text}: ${one.why}`));
  return {
    question: item.id,
    topic: item.topic,
    level: item.level,
    kind: item.kind,
    share,
    key: { question: whole(item), solution, explanation, why },
  };
}

/** The text of a question with its listing, as Markdown. */
function whole(item: Item): string {
  if (!('code' in item) || !item.code) return item.question;
  const { language, text } = item.code;
  return `${item.question}\n\n\`\`\`${language}\n${text.replace(/\n+$/, '')}\n\`\`\``;
}

/** What was answered, with the texts of what was picked. */
function inWords({ options, lefts, unit }: Asked, response: Response): string[] {
  const texts = (places: readonly number[]) => places.map(place => options[place] ?? '');
  switch (response.kind) {
    case 'choice':
      return texts([response.pick]);
    case 'choices':
      return texts(response.picks);
    case 'order':
      return texts(response.order);
    case 'match':
      return texts(response.picks).map((right, at) => `${lefts[at]}: ${right}`);
    case 'number':
      return [unit === null ? String(response.value) : `${response.value} ${unit}`];
    case 'text':
      return [response.text];
    case 'fault':
      return texts([response.line]).map(line => `line ${response.line + 1}: ${line.trim()}`);
    case 'card':
      return [response.rating];
  }
}
