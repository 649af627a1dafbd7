import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../platform/assets.ts';
import { examJsonSchema, exerciseJsonSchema, mutantJsonSchema, questionsJsonSchema } from './json-schema.ts';

it.each([
  ['exercise', exerciseJsonSchema],
  ['mutant', mutantJsonSchema],
  ['questions', questionsJsonSchema],
  ['exam', examJsonSchema],
])('the schema of an %s that editors use is fresh (npm run schema)', (name, make) => {
  expect(JSON.parse(readFileSync(join(packageRoot(), `schema/${name}.schema.json`), 'utf8'))).toEqual(make());
});
