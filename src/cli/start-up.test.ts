import { build } from 'esbuild';
import { expect, it } from 'vitest';

/** What is reached by static imports from these files. */
async function loadedBy(...entries: string[]): Promise<{ files: string[]; packages: string[] }> {
  const { metafile } = await build({
    entryPoints: ['src/main.ts'],
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outdir: 'none',
    write: false,
    metafile: true,
  });
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    for (const { path, kind, external } of metafile.inputs[file]?.imports ?? []) {
      if (kind !== 'import-statement') continue;
      if (!external) visit(path);
      else if (!path.startsWith('node:')) packages.add(path);
    }
  };
  for (const file of entries) visit(file);
  return { files: [...files], packages: [...packages].sort() };
}

/** The program, and what it loads first. */
const START = ['src/main.ts', 'src/cli/program.ts'];

it('microlab --help loads no engine client, schema library, prompt or parser', async () => {
  const { files, packages } = await loadedBy(...START);
  expect(packages).toEqual(['chalk', 'commander']);
  expect(files).toContain('src/cli/commands/exercise/run.ts');
  expect(
    files.filter(file =>
      /handler|content\/(?!check|index)|checks\/|verify\/|docker\//.test(
        file.replace('src/cli/commands/', ''),
      ),
    ),
  ).toEqual([]);
});

it('microlab quiz loads no engine client, schema library or parser until a question stands there', async () => {
  const { files, packages } = await loadedBy(
    ...START,
    'src/cli/commands/quiz/quiz.handler.ts',
    'src/content/questions/load.ts',
    'src/progress/index.ts',
    'src/platform/paths.ts',
    'src/cli/quiz/interactive.ts',
  );
  expect(packages).toEqual(['chalk', 'commander', 'env-paths', 'fastest-levenshtein', 'ts-fsrs']);
  expect(files).toContain('src/quiz/session.ts');
  const atStart = (await loadedBy(...START)).files;
  const more = files.filter(file => !atStart.includes(file));
  expect(more.filter(file => /content\/(?!questions\/load)|checks\/|verify\/|runtimes\//.test(file))).toEqual(
    [],
  );
});
