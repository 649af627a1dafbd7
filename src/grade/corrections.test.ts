import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../errors.ts';
import { type Correctable, readCorrections } from './corrections.ts';

const items = new Map([
  ['a-choice', 1],
  ['first', 8],
]);
const correctable: Correctable = new Map([
  ['ada', items],
  ['grace', items],
]);

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'corrections-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function read(text: string) {
  const file = join(root, 'corrections.yaml');
  await writeFile(file, text);
  return readCorrections(file, correctable);
}

async function problemsOf(text: string): Promise<string[]> {
  const thrown: unknown = await read(text).catch(one => one);
  if (!(thrown instanceof UserError)) throw new Error('nothing was wrong with it');
  return thrown.details.map(line => line.replace(/^.*corrections\.yaml:/, ''));
}

describe('corrections', () => {
  it('are read with their reasons, points as a share', async () => {
    const text = `
- {submission: ada, item: a-choice, share: 0.5, reason: The text could be read in two ways., by: the board}
- {submission: grace, item: first, points: 6, reason: The answer was cut off.}
`;
    expect(await read(text)).toEqual([
      {
        submission: 'ada',
        item: 'a-choice',
        share: 0.5,
        reason: 'The text could be read in two ways.',
        by: 'the board',
      },
      { submission: 'grace', item: 'first', share: 0.75, reason: 'The answer was cut off.', by: null },
    ]);
    expect(await read('')).toEqual([]);
  });

  it('name every line that means nothing', async () => {
    const text = `
- {submission: adda, item: a-choice, share: 1, reason: r}
- {submission: ada, item: a-chioce, share: 1, reason: r}
- {submission: ada, item: first, points: 9, reason: r}
- {submission: ada, item: first, share: 0, reason: r}
`;
    expect(await problemsOf(text)).toEqual([
      '2:4: there is no submission "adda". Did you mean "ada"?',
      '3:21: ada has no question or exercise "a-chioce". Did you mean "a-choice"?',
      '4:34: first has 8 points, not 9',
      '5:21: another line corrects first of ada too',
    ]);
  });

  it.each([
    ['no reason', '{submission: ada, item: first, share: 1}', 'the key "reason" is missing'],
    ['share and points', '{submission: ada, item: first, share: 1, points: 2, reason: r}', 'expected either'],
    ['neither', '{submission: ada, item: first, reason: r}', 'expected either'],
    ['a share above one', '{submission: ada, item: first, share: 70, reason: r}', 'from 0 to 1'],
    [
      'another key',
      '{submission: ada, item: first, share: 1, reasn: r, reason: r}',
      'Did you mean "reason"?',
    ],
  ])('are refused with %s', async (_, row, message) => {
    const problems = await problemsOf(`- ${row}\n`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });
});
