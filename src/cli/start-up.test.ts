import { build } from 'esbuild';
import { expect, it } from 'vitest';

/** What is loaded before a command is known: everything that main.ts reaches by static imports, and what it loads first. */
async function loadedAtStart(): Promise<{ files: string[]; packages: string[] }> {
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
  for (const file of ['src/main.ts', 'src/cli/program.ts']) visit(file);
  return { files: [...files], packages: [...packages].sort() };
}

it('microlab --help loads no engine client, schema library, prompt or parser', async () => {
  const { files, packages } = await loadedAtStart();
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
