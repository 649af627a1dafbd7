// Writes the answers of the class in test/class, and its archives, for the questions as they are now: `npm run class`.
// With --check it says whether they are fresh. What they answer, and what that is worth: test/class.marks.yaml.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { packed, writtenAnswers } from './class/files.ts';
import { staleAnswers } from './class/stale.ts';
import { readTable } from './class/table.ts';

const written = await writtenAnswers(readTable('.'));
if (process.argv.includes('--check')) {
  for (const path of await staleAnswers(written, '.')) {
    console.error(`${path} is stale: npm run class`);
    process.exitCode = 1;
  }
} else
  for (const one of written) {
    mkdirSync(dirname(one.path), { recursive: true });
    writeFileSync(one.path, one.row.packed ? await packed(one, '.') : one.answers);
  }
