import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emptyService } from '../compose/project.ts';
import { prepareBuilds } from './prepare.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'microlab-builds-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function file(name: string, text: string): void {
  mkdirSync(join(root, name, '..'), { recursive: true });
  writeFileSync(join(root, name), text);
}

const service = (folder: string, args: Record<string, string> = {}) => {
  return { ...emptyService(), build: { context: join(root, folder), dockerfile: 'Dockerfile', args } };
};

it('writes every Dockerfile anew, and says what they start from', () => {
  file('a/Dockerfile', '# syntax=docker/dockerfile:1\nARG V=1\nFROM python:$V\n');
  file('b/Dockerfile', 'FROM node\n');
  const services = {
    a: service('a', { V: '3' }),
    b: service('b'),
    db: { ...emptyService(), image: 'redis' },
  };
  const { problems, notes, bases } = prepareBuilds({ services }, root, { cache: 'c' });
  expect(problems).toEqual([]);
  expect(notes).toEqual([expect.stringMatching(/^a\/Dockerfile:1:1: `# syntax=` is left out/)]);
  expect(bases).toEqual(['node', 'python:3']);
  expect(readFileSync(join(root, 'a/Dockerfile'), 'utf8')).toBe('\nARG V=1\nFROM python:3\n');
});

it('with problems nothing is written', () => {
  file('a/Dockerfile', '# kept\nFROM node\n');
  file('b/Dockerfile', 'FROM evil/x\n');
  const { problems } = prepareBuilds({ services: { a: service('a'), b: service('b') } }, root, {
    cache: 'c',
  });
  expect(problems).toEqual([expect.stringMatching(/^b\/Dockerfile:1:1: `evil\/x` is not among/)]);
  expect(readFileSync(join(root, 'a/Dockerfile'), 'utf8')).toBe('# kept\nFROM node\n');
});

it('one file for two services', () => {
  file('a/Dockerfile', 'ARG V=1\nFROM python:$V\n');
  const both = (first: string, second: string) =>
    prepareBuilds({ services: { a: service('a', { V: first }), b: service('a', { V: second }) } }, root, {
      cache: 'c',
    });
  expect(both('3', '2').problems).toEqual([expect.stringContaining('different arguments for its FROM')]);
  expect(both('3', '3').problems).toEqual([]);
});

it('images without end are not fetched', () => {
  const froms = Array.from({ length: 9 }, (_, n) => `FROM alpine:3.${n}\n`).join('');
  file('a/Dockerfile', froms);
  const { problems } = prepareBuilds({ services: { a: service('a') } }, root, { cache: 'c' });
  expect(problems).toEqual([expect.stringMatching(/take from 9 images \(alpine:3\.0, .*at most 8/)]);
});
