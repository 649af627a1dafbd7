import { parseYaml, type YamlFile } from '../../content/document.ts';
import { type Problem, problemLines } from '../../content/problems.ts';
import type { Item } from '../../content/questions/bank.ts';
import { messageOf, UserError } from '../../errors.ts';
import { didYouMean } from '../../platform/nearest.ts';
import { responseOf } from '../../quiz/answers.ts';
import type { Context } from '../context.ts';
import { readInput } from '../input.ts';
import type { ExamSitting } from './sitting.ts';

const KEYS = ['answers', 'exam', 'submitted'];

/**
 * The answers of a file. While the clock runs a slip of the pen can be mended: all that is wrong is said at once, and
 * then nothing is taken.
 */
export async function readAnswers(
  file: string,
  sitting: ExamSitting,
  { cwd }: Pick<Context, 'cwd'>,
): Promise<{ item: Item; value: unknown }[]> {
  const name = file === '-' ? 'stdin' : file;
  const { yaml, problems } = parseYaml(name, await readInput(file, cwd));
  if (!yaml) throw wrong(name, problems);
  const { given, problems: found } = answersIn(yaml, sitting);
  if (found.length > 0) throw wrong(name, found);
  return given;
}

function answersIn(yaml: YamlFile, sitting: ExamSitting) {
  const problems: Problem[] = [];
  const given: { item: Item; value: unknown }[] = [];
  const add = (path: readonly PropertyKey[], message: string) => problems.push(yaml.problem(path, message));
  const value = isMap(yaml.value) ? yaml.value : {};
  for (const key of Object.keys(value))
    if (!KEYS.includes(key)) add([key], `unknown key "${key}".${didYouMean(key, KEYS)}`);
  const { answers } = value;
  if (!isMap(answers)) add(['answers'], 'expected `answers`: the ids of questions, each with its answer');
  const ids = sitting.items.map(({ id }) => id);
  for (const [id, answer] of Object.entries(isMap(answers) ? answers : {})) {
    const item = sitting.items.find(one => one.id === id);
    if (!item) add(['answers', id], `the question "${id}" is not in this exam.${didYouMean(id, ids)}`);
    else if (answer !== null) {
      try {
        responseOf(sitting.asked(item), answer);
        given.push({ item, value: answer });
      } catch (thrown) {
        if (!(thrown instanceof UserError)) throw thrown;
        add(['answers', id], `${id}: ${messageOf(thrown)}`);
      }
    }
  }
  return { given, problems };
}

const wrong = (name: string, problems: readonly Problem[]) =>
  new UserError(
    `${name} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}. Nothing was submitted, and the clock goes on.`,
    {
      details: problemLines(problems),
      fix: 'Options are named as `microlab exam start` prints them. What it printed can be had again with `microlab exam`.',
    },
  );

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
