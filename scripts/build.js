// Bundles src/ into dist/ with code splitting, so that the published package needs nothing else at run time and each
// engine's client is loaded only by its own runtime. `tsc` checks types; this does not. Runs on `npm ci` as `prepare`.
// Usage: node scripts/build.js [--metafile FILE]   FILE: which modules each chunk is made of (JSON, esbuild's format)
import { cpSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { tsImport } from 'tsx/esm/api';
import { thirdPartyLicenses } from './licenses.js';

const { values: options } = parseArgs({ options: { metafile: { type: 'string' } } });
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

// Bundled CommonJS asks for these three, which an ES module does not have.
const COMMONJS = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { dirname as __dirnameOf } from 'node:path';",
  "import { fileURLToPath as __toPath } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __toPath(import.meta.url);',
  'const __dirname = __dirnameOf(__filename);',
].join('');

const { metafile } = await build({
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  // Chunks lie beside the entry: a file that is found relative to its module is found from any of them.
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  banner: { js: COMMONJS },
  // Optional native parts of ssh2, which does without them.
  external: ['*.node', 'cpu-features'],
  metafile: true,
  logLevel: 'warning',
});

// Programs that run beside the learner's services.
const HELPERS = 'src/runtimes/shared/helper';
const helpers = readdirSync(HELPERS).filter(name => name.endsWith('.py'));
for (const helper of helpers) cpSync(join(HELPERS, helper), join('dist', helper));

// The questions are checked and written as JSON: the quiz has no time to parse YAML. Renamed into place, so that a program
// that runs meanwhile reads the old ones or the new ones.
const { compiledQuestions } = await tsImport('../src/content/questions/compile.ts', import.meta.url);
const questions = await compiledQuestions(process.cwd()).catch(error => {
  console.error([error.message, ...(error.details ?? [])].join('\n'));
  process.exit(1);
});
const draft = `dist/questions-${process.pid}.draft`;
writeFileSync(draft, JSON.stringify(questions));
renameSync(draft, 'dist/questions.json');

// Removed last, so that a program that runs from dist/ meanwhile misses nothing.
const current = new Set([
  ...Object.keys(metafile.outputs).map(path => basename(path)),
  ...helpers,
  'questions.json',
]);
for (const file of readdirSync('dist'))
  if (!current.has(file)) rmSync(join('dist', file), { recursive: true });

const bundled = Object.values(metafile.outputs).flatMap(({ inputs }) =>
  Object.keys(inputs).filter(file => inputs[file].bytesInOutput > 0),
);
writeFileSync('THIRD-PARTY-LICENSES.txt', thirdPartyLicenses(bundled));
if (options.metafile) writeFileSync(options.metafile, JSON.stringify(metafile));
