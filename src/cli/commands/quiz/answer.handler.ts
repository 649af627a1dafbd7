import { parseYaml, type YamlFile } from '../../../content/document.ts';
import { type Problem, problemLines } from '../../../content/problems.ts';
import type { Item } from '../../../content/questions/bank.ts';
import { messageOf, UserError } from '../../../errors.ts';
import { didYouMean } from '../../../platform/nearest.ts';
import { responseOf } from '../../../quiz/answers.ts';
import type { Mark } from '../../../quiz/model.ts';
import { present } from '../../../quiz/present.ts';
import { score, unanswered } from '../../../quiz/score.ts';
import type { Layout } from '../../../report/lines.ts';
import type { Context } from '../../context.ts';
import { refuseInExam } from '../../exam/guard.ts';
import { readInput } from '../../input.ts';
import { prose } from '../../quiz/prose.ts';

interface Scored {
  item: Item;
  mark: Mark;
  answered: boolean;
}

/** Scores the answers of a file. All that is wrong with the file is said at once. */
export async function handler(
  context: Context,
  { file, format }: { file: string; format: 'text' | 'json' },
): Promise<void> {
  const { terminal, cwd } = context;
  const name = file === '-' ? 'stdin' : file;
  const text = await readInput(file, cwd);
  const { items } = await context.questions();
  const { yaml, problems } = parseYaml(name, text);
  if (!yaml) throw wrong(name, problems);
  const { seed, scored, problems: found } = scoreAll(yaml, items);
  if (found.length > 0) throw wrong(name, found);
  await refuseInExam(
    context,
    'questions',
    scored.map(({ item }) => item.id),
  );
  const right = scored.filter(({ mark }) => mark.right).length;
  const share = scored.reduce((sum, { mark }) => sum + mark.share, 0) / scored.length;
  if (format === 'json') {
    const answers = scored.map(({ item: { id, topic, level, kind }, mark, answered }) => ({
      ...{ id, topic, level, kind, answered },
      ...mark,
    }));
    const total = { right, of: scored.length, share: Math.round(share * 1e4) / 1e4 };
    terminal.raw(`${JSON.stringify({ version: 1, seed, score: total, answers }, null, 2)}\n`);
    return;
  }
  terminal.out([
    ...scored.flatMap(one => scoredLines(one, terminal.outLayout)),
    '',
    terminal.outLayout.paint.strong(`${right} of ${scored.length} right`),
    `${Math.round(share * 100)}% of the points, with parts of answers counted`,
  ]);
}

const wrong = (name: string, problems: readonly Problem[]) =>
  new UserError(
    `${name} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}. Nothing was scored.`,
    {
      details: problemLines(problems),
      fix: 'Options are named as `microlab quiz --format json` prints them for the same seed. The file is described in README.md.',
    },
  );

const KEYS = ['seed', 'answers'];

function scoreAll(yaml: YamlFile, items: readonly Item[]) {
  const scored: Scored[] = [];
  const problems: Problem[] = [];
  const add = (path: readonly PropertyKey[], message: string) => problems.push(yaml.problem(path, message));
  const value = isMap(yaml.value) ? yaml.value : {};
  const { seed, answers } = value;
  for (const key of Object.keys(value))
    if (!KEYS.includes(key)) add([key], `unknown key "${key}".${didYouMean(key, KEYS)}`);
  const known = typeof seed === 'string' || typeof seed === 'number';
  if (!known) add(['seed'], 'expected `seed`: the one that the questions were printed with');
  if (!isMap(answers) || Object.keys(answers).length === 0)
    add(['answers'], 'expected `answers`: the ids of questions, each with its answer');
  else
    for (const [id, answer] of Object.entries(answers)) {
      const item = items.find(one => one.id === id);
      if (!item) {
        add(
          ['answers', id],
          `there is no question "${id}".${didYouMean(
            id,
            items.map(one => one.id),
          )}`,
        );
        continue;
      }
      try {
        scored.push(scoreOne(item, String(seed), answer));
      } catch (thrown) {
        if (!(thrown instanceof UserError)) throw thrown;
        add(['answers', id], `${id}: ${messageOf(thrown)}`);
      }
    }
  return { seed: String(seed), scored, problems };
}

/** Nothing behind an id: the question was seen, and left. */
function scoreOne(item: Item, seed: string, answer: unknown): Scored {
  const asked = present(item, seed);
  if (answer === null || answer === undefined) return { item, mark: unanswered(item), answered: false };
  return { item, mark: score(item, asked, responseOf(asked, answer)), answered: true };
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function scoredLines({ item, mark, answered }: Scored, layout: Layout): string[] {
  const { paint } = layout;
  const percent = Math.round(mark.share * 100);
  if (mark.right) return [`${paint.good('✔ right')}  ${item.id}`];
  const sign = !answered
    ? paint.dim('– not answered')
    : percent > 0
      ? paint.doubt(`~ ${percent}%`)
      : mark.near
        ? paint.doubt('≈ close')
        : paint.bad('✖ wrong');
  return [
    `${sign}  ${item.id}`,
    ...mark.wrong.flatMap(({ text, why }) =>
      prose(why === '' ? `not: ${text}` : `${text}: ${why}`, layout, '    '),
    ),
    ...prose(mark.solution.join('; '), layout, '    Right: '),
  ];
}
