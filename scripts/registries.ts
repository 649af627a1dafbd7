// Writes the lists of check kinds and report formats from what lies in their folders.
// Usage: tsx scripts/registries.ts [--check]   With --check nothing is written: exit 1 where a list is stale.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const HEADER = '// Written by `npm run registries` from the files of this folder. Not edited by hand.\n';

/** File names without their ending: every module of the folder, not its tests, nor the registry itself. */
function modulesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(file => file.endsWith('.ts') && !/\.(test|generated)\.ts$/.test(file))
    .map(file => file.slice(0, -'.ts'.length))
    .sort();
}

const camelCase = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** Loaded together: content is validated against all kinds. */
function kindRegistry(names: readonly string[]): string {
  const imports = names.map(name => `import { kind as ${camelCase(name)} } from './${name}.ts';\n`);
  return `${HEADER}${imports.join('')}\nexport const kinds = [${names.map(camelCase).join(', ')}];\n`;
}

/** Each loaded when it is asked for. */
function formatRegistry(names: readonly string[]): string {
  const entries = names.map(
    name => `  ${/-/.test(name) ? `'${name}'` : name}: () => import('./${name}.ts'),\n`,
  );
  return `${HEADER}export const formats = {\n${entries.join('')}} as const;\n`;
}

const FOLDERS = [
  { folder: 'src/checks/kinds', render: kindRegistry },
  { folder: 'src/report/formats', render: formatRegistry },
  { folder: 'src/report/grades/formats', render: formatRegistry },
];

/** The registries as they should be: where each lies and what it holds. */
export function registries(root: string): { file: string; text: string }[] {
  return FOLDERS.map(({ folder, render }) => ({
    file: `${folder}/registry.generated.ts`,
    text: render(modulesIn(`${root}/${folder}`)),
  }));
}

/** Those whose file on disk says something else. */
export function staleRegistries(root: string): { file: string; text: string }[] {
  return registries(root).filter(({ file, text }) => {
    const path = `${root}/${file}`;
    return !existsSync(path) || readFileSync(path, 'utf8') !== text;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
  const check = process.argv.includes('--check');
  for (const { file, text } of staleRegistries(root)) {
    if (check) {
      console.error(`${file} is stale: run \`npm run registries\``);
      process.exitCode = 1;
    } else {
      writeFileSync(`${root}/${file}`, text);
      console.error(`wrote ${file}`);
    }
  }
}
