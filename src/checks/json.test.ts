import { describe, expect, it } from 'vitest';
import { parseJson } from './json.ts';

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('JSON of a stranger', () => {
  it('is read as it is', () => {
    expect(parseJson('{"a": [1, "two", {"b": null}]}')).toEqual({ a: [1, 'two', { b: null }] });
    expect(() => parseJson('[1')).toThrow(SyntaxError);
  });

  it('is none where it is nested more deeply than anybody means it', () => {
    expect(parseJson(nested(200))).toBeInstanceOf(Array);
    expect(() => parseJson(nested(201))).toThrow('more than 200 levels deep');
  });

  it('may hold any number of brackets in its texts', () => {
    const text = `${'['.repeat(500)}\\"${'{'.repeat(500)}`;
    expect(parseJson(`["${text}", []]`)).toEqual([JSON.parse(`"${text}"`), []]);
  });
});
