// Writes the schemas that editors use: `npm run schema`. With --check it says whether they are fresh.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  examJsonSchema,
  exerciseJsonSchema,
  mutantJsonSchema,
  questionsJsonSchema,
} from '../src/content/json-schema.ts';

const files = {
  'schema/exercise.schema.json': exerciseJsonSchema(),
  'schema/mutant.schema.json': mutantJsonSchema(),
  'schema/questions.schema.json': questionsJsonSchema(),
  'schema/exam.schema.json': examJsonSchema(),
};
for (const [file, schema] of Object.entries(files)) {
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`${file} is stale: npm run schema`);
    process.exitCode = 1;
  } else writeFileSync(file, text);
}
