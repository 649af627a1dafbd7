import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../errors.ts';
import { loadCatalog } from './index.ts';
import { subjectsOf } from './subjects.ts';

const GOOD = `id: echo
title: An echo
summary: Says what it was told.
level: basic
principles: [single-responsibility]
minutes: 5
order: 99
services:
  echo: {port: 5000}
checks:
  - id: starts
    title: It starts
    tier: core
    points: 1
    why: It has to.
    hint: Start it.
    steps: [{starts: [echo]}]
  - id: echoes
    title: It echoes
    tier: core
    points: 2
    why: That is what it is for.
    hint: Answer with what came in.
    draw: {word: word}
    steps:
      - get: echo/\${word}
        expect: {status: 200, text: "\${word}"}
`;

let root: string;

/** A content folder with one exercise, whose file is the good one with some text replaced. */
function content(...changes: [from: string, to: string][]): string {
  const text = changes.reduce((all, [from, to]) => {
    expect(all).toContain(from);
    return all.replace(from, to);
  }, GOOD);
  writeFileSync(join(root, 'exercises/echo/exercise.yaml'), text);
  return root;
}

/** The lines that a person reads, without the folder. */
async function problems(extra: string): Promise<string[]> {
  const thrown = await loadCatalog({ extra: [extra] })
    .then(catalog => catalog.find('echo'))
    .catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(UserError);
  expect((thrown as UserError).exitCode).toBe(2);
  return (thrown as UserError).details.map(line => line.replace(/^.*exercises\/echo\//, ''));
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'microlab-content-'));
  for (const folder of ['exercises/echo/solution', 'templates/echo'])
    mkdirSync(join(root, folder), { recursive: true });
  for (const file of ['README.md', 'hints.md', 'exercise.yaml'])
    writeFileSync(join(root, 'exercises/echo', file), 'x');
});

describe('loadCatalog', () => {
  it('reads an exercise', async () => {
    const exercise = (await loadCatalog({ extra: [content()] })).find('echo');
    expect(exercise.checks.map(({ id }) => id)).toEqual(['starts', 'echoes']);
    expect(exercise.services.echo).toMatchObject({ port: 5000, uses: {}, orElse: null });
  });

  it('reads the exercises of the course', async () => {
    expect((await loadCatalog()).exercises.length).toBeGreaterThan(0);
  });

  it.each<[string, [string, string], RegExp]>([
    [
      'an unknown key, with the nearest',
      ['minutes: 5', 'minuts: 5'],
      /^exercise\.yaml:6:1: unknown key "minuts"\. Did you mean "minutes"\?$/,
    ],
    ['a missing key', ['hint: Start it.', '# no hint'], /the key "hint" is missing/],
    [
      'a wrong word',
      ['level: basic', 'level: basics'],
      /^exercise\.yaml:4:1: "basics" is not known here, expected basic, intermediate, advanced\. Did you mean "basic"\?$/,
    ],
    [
      'an unknown step',
      ['- get: echo', '- got: echo'],
      /^exercise\.yaml:26:9: "got" is no kind of step.*Did you mean "get"\?$/,
    ],
    [
      'an unknown key of a step',
      ['expect: {status: 200', 'expects: {status: 200'],
      /unknown key "expects"\. Did you mean "expect"\?/,
    ],
    [
      'a step that does two things',
      ['- get: echo', '- stop: echo\n        get: echo'],
      /a step does one thing, and this one has/,
    ],
    [
      'a service that does not exist',
      ['- get: echo/', '- get: ecco/'],
      /there is no service "ecco" in this exercise, expected echo\. Did you mean "echo"\?/,
    ],
    [
      'a value that nothing drew',
      ['draw: {word: word}', 'draw: {words: word}'],
      /nothing here is called "word": draw it or save it first\. Did you mean "words"\?/,
    ],
    [
      'an operator that does not exist',
      ['text: "${word}"', 'text: {$contain: a}'],
      /there is no operator "\$contain"\. Did you mean "\$contains"\?/,
    ],
    [
      'a need that is no earlier check',
      ['draw: {word', 'needs: [start]\n    draw: {word'],
      /no earlier check is called "start"\. Did you mean "starts"\?/,
    ],
    [
      'a topic of no broker',
      ['- get: echo/${word}\n        expect: {status: 200, text: "${word}"}', '- events: topic'],
      /the exercise declares no Kafka topics/,
    ],
    ['two checks of one name', ['id: echoes', 'id: starts'], /two checks are called "starts"/],
    [
      'a first check that does not start',
      ['steps: [{starts: [echo]}]', 'steps: [{get: echo/}]'],
      /the first check must hold the step "starts"/,
    ],
    [
      'an id that is not the folder',
      ['id: echo\n', 'id: echoo\n'],
      /the id is "echoo" and the folder "echo"/,
    ],
    ['text that is not YAML', ['level: basic', 'level: [basic'], /^exercise\.yaml:\d+:\d+: not YAML: /],
  ])('tells of %s', async (_, change, message) => {
    expect(await problems(content(change))).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });

  it('tells of all problems at once, in the order of the lines', async () => {
    const found = await problems(
      content(['minutes: 5', 'minuts: 5'], ['level: basic', 'level: basics'], ['tier: core', 'tier: cor']),
    );
    expect(found.length).toBe(4);
    expect(found.map(line => Number(line.split(':')[1]))).toEqual([1, 4, 6, 13]);
  });

  it('refuses an alias bomb and a file that is too large', async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((name, at) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[at]}`).join(',')}]`).join('\n')}\n`;
    writeFileSync(join(root, 'exercises/echo/exercise.yaml'), bomb);
    expect(await problems(root)).toEqual([expect.stringContaining('aliases')]);
    writeFileSync(join(root, 'exercises/echo/exercise.yaml'), `# ${'x'.repeat(600_000)}`);
    expect(await problems(root)).toEqual([expect.stringContaining('bytes')]);
  });

  it('names the nearest exercise, and a content folder that holds nothing', async () => {
    const catalog = await loadCatalog({ extra: [content()] });
    expect(() => catalog.find('ecoh')).toThrow('Did you mean "echo"?');
    await expect(loadCatalog({ extra: [tmpdir()] })).rejects.toThrow('There is no content');
  });

  it('refuses a template that is missing and an exercise that is there twice', async () => {
    content();
    const twin = mkdtempSync(join(tmpdir(), 'microlab-content-'));
    cpSync(join(root, 'exercises'), join(twin, 'exercises'), { recursive: true });
    expect(await problems(twin)).toEqual([expect.stringContaining('there is no template for "echo"')]);
    const both = await loadCatalog({ extra: [root, twin] })
      .then(catalog => catalog.find('echo'))
      .catch((error: UserError) => error.details.join('\n'));
    expect(both).toContain('another exercise is called "echo" too');
  });
});

describe('subjectsOf', () => {
  it('finds what the checks are tested with, and mutants that name unknown checks', async () => {
    content();
    mkdirSync(join(root, 'exercises/echo/mutants/deaf'), { recursive: true });
    const exercise = (await loadCatalog({ extra: [root] })).find('echo');
    writeFileSync(
      join(root, 'exercises/echo/mutants/deaf/mutant.yaml'),
      'wrong: It hears nothing.\ncaughtBy: echos\n',
    );
    expect(subjectsOf(exercise).problems[0]).toMatchObject({
      line: 2,
      message: 'no check is called "echos". Did you mean "echoes"?',
    });
    writeFileSync(
      join(root, 'exercises/echo/mutants/deaf/mutant.yaml'),
      'wrong: It hears nothing.\ncaughtBy: echoes\n',
    );
    expect(subjectsOf(exercise).subjects.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'starter template',
      'solution solution',
      'mutant deaf',
    ]);
  });
});
