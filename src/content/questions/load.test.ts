import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { compiledQuestions } from './compile.ts';
import { loadQuestions } from './load.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'microlab-bank-'));
  mkdirSync(join(root, 'dist'));
  mkdirSync(join(root, 'exercises'));
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (folder: string, topic: string, question: string) => {
  mkdirSync(join(folder, 'questions'), { recursive: true });
  const card = {
    kind: 'card',
    level: 'basic',
    principle: 'loose-coupling',
    answer: 'That.',
    points: ['a', 'b'],
  };
  const questions = [{ ...card, id: `${topic}-card`, question, explanation: 'Because.', source: 'A book' }];
  writeFileSync(
    join(folder, 'questions', `${topic}.yaml`),
    stringify({ topic, title: topic, about: topic, questions }),
  );
};
const compile = async (change: (text: string) => string = text => text) =>
  writeFileSync(join(root, 'dist/questions.json'), change(JSON.stringify(await compiledQuestions(root))));
const asked = async (...extra: string[]) => {
  const { items } = await loadQuestions(extra, root);
  return items.map(({ topic, question }) => `${topic}: ${question}`);
};

describe('the built-in questions', () => {
  it('are the same as JSON and as YAML', async () => {
    write(root, 'echo', 'What?');
    for (const folder of ['exercises', 'templates'])
      cpSync(join(folder, 'user-service'), join(root, folder, 'user-service'), { recursive: true });
    const fromYaml = await loadQuestions([], root);
    await compile();
    const fromJson = await loadQuestions([], root);
    expect(fromJson).toMatchObject(fromYaml);
    expect(fromJson.exercises).toMatchObject([{ id: 'user-service', principles: expect.any(Array) }]);
  });

  it('come from the JSON where that is fresh', async () => {
    write(root, 'echo', 'What?');
    await compile(text => text.replace('What?', 'compiled'));
    expect(await asked()).toEqual(['echo: compiled']);
  });

  it('are never older than the files beside them', async () => {
    write(root, 'echo', 'What?');
    await compile(text => text.replace('What?', 'compiled'));
    write(root, 'echo', 'How?');
    expect(await asked()).toEqual(['echo: How?']);
    await compile(text => text.replace('How?', 'compiled'));
    write(root, 'other', 'Who?');
    expect(await asked()).toEqual(['echo: How?', 'other: Who?']);
    writeFileSync(join(root, 'dist/questions.json'), '{"fingerp');
    expect(await asked()).toHaveLength(2);
  });

  it('are joined by those of a content folder, with or without exercises', async () => {
    write(root, 'echo', 'What?');
    await compile();
    const own = join(root, 'own');
    write(own, 'mine', 'Mine?');
    expect(await asked(own)).toEqual(['echo: What?', 'mine: Mine?']);
    await expect(asked(join(root, 'nowhere'))).rejects.toThrow(/no content in/);
  });

  it('are not taken where they are wrong', async () => {
    write(root, 'echo', '');
    await expect(compile()).rejects.toThrow(/content has/);
    await expect(asked()).rejects.toThrow(/content has/);
  });
});
