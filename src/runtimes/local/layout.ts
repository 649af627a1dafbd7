import { cp, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, posix, resolve } from 'node:path';
import { WorkFault } from '../../errors.ts';
import type { Stage, Step } from './dockerfile.ts';

/** A folder that stands in for an image's file system, as far as the Dockerfile copies into it. */
export interface Layout {
  root: string;
  /** Lines for pip, from the files and packages that the Dockerfile names; what other stages install and this one copies from them too. */
  requirements: string[];
}

type CopyStep = Step & { kind: 'copy' };

/** Copied into no image worth running, and often large. */
const NEVER_COPIED = new Set([
  '.git',
  '.venv',
  'venv',
  'node_modules',
  '__pycache__',
  '.microlab',
  '.microlab.json',
]);

/**
 * Does what the stage's COPY lines say, into a folder under `scratch`. The build context is only read.
 * Throws WorkFault, with the line, where something that is named is not there.
 */
export async function layOut(
  stages: readonly Stage[],
  context: string,
  scratch: string,
  index = stages.length - 1,
): Promise<Layout> {
  const stage = stages[index] as Stage;
  const root = join(scratch, `stage-${index}`);
  const inRoot = (path: string) => join(root, path);
  const requirements: string[] = [];
  await rm(root, { recursive: true, force: true });
  await mkdir(inRoot(stage.workdir), { recursive: true });
  for (const step of stage.steps) {
    if (step.kind === 'folder') await mkdir(inRoot(step.path), { recursive: true });
    else if (step.kind === 'install') requirements.push(...(await requirementsOf(step, root)));
    else if (step.from === null) await copy(step, context, root);
    else {
      const other = await layOut(stages, context, join(scratch, `stage-${index}-from`), step.from);
      requirements.push(...other.requirements);
      // Most often it fetches installed packages, which the virtual environment has: what is not there is no fault.
      await copy({ ...step, sources: await existing(step.sources, other.root) }, other.root, root);
    }
  }
  return { root, requirements: [...new Set(requirements)] };
}

async function copy({ sources, target, workdir, line }: CopyStep, from: string, root: string): Promise<void> {
  const found = (await Promise.all(sources.map(source => matches(source, from, line)))).flat();
  const to = join(root, posix.resolve(workdir, target));
  const intoFolder = /(^|\/)\.?$/.test(target) || found.length > 1 || (await isFolder(to));
  for (const source of found) {
    const folder = await isFolder(source);
    const destination = !folder && intoFolder ? join(to, basename(source)) : to;
    await mkdir(folder ? destination : dirname(destination), { recursive: true });
    await cp(source, destination, {
      recursive: true,
      verbatimSymlinks: true,
      filter: path => path === source || !NEVER_COPIED.has(basename(path)),
    });
  }
}

/** The files and folders that a source of COPY names; `*` and `?` work in its last part. */
async function matches(source: string, from: string, line: number): Promise<string[]> {
  const path = join(from, posix.resolve('/', source));
  if (!/[*?]/.test(basename(path))) {
    if (await exists(path)) return [path];
    throw missing(source, line);
  }
  const pattern = new RegExp(
    `^${basename(path)
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
  const names = (await readdir(dirname(path)).catch(() => [])).filter(name => pattern.test(name));
  if (names.length === 0) throw missing(source, line);
  return names.map(name => join(dirname(path), name));
}

function missing(source: string, line: number): WorkFault {
  return new WorkFault(
    `Dockerfile, line ${line}: COPY names "${source}", and there is no such file in the folder that is built.`,
    {
      expected: `a file or folder ${source}`,
      actual: 'none',
    },
  );
}

async function requirementsOf(
  { install, workdir, line }: Step & { kind: 'install' },
  root: string,
): Promise<string[]> {
  const lines = pairsOf(install.options);
  for (const { flag, path } of install.files) {
    const text = await readLines(join(root, posix.resolve(workdir, path)), root, line);
    lines.push(...(flag === '-r' ? text : text.map(constraint => `-c ${constraint}`)));
  }
  return [...lines, ...install.packages];
}

/** A file of requirements, with the files that it names in its place. */
async function readLines(file: string, root: string, line: number): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    const name = file.slice(root.length);
    throw new WorkFault(
      `Dockerfile, line ${line}: pip is to install what ${name} lists, and no COPY above that line puts such a file there.`,
      {
        expected: `a file ${name}`,
        actual: 'none',
      },
    );
  });
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map(entry => entry.replace(/(^|\s)#.*$/, '').trim())
    .filter(entry => entry !== '');
  const nested = lines.map(entry => {
    const other = /^(?:-r|--requirement)[ =]?\s*(.+)$/.exec(entry)?.[1];
    return other === undefined ? [entry] : readLines(resolve(dirname(file), other), root, line);
  });
  return (await Promise.all(nested)).flat();
}

/** `--index-url X` is one line of a requirements file. */
function pairsOf(options: readonly string[]): string[] {
  return options
    .join(' ')
    .split(/\s(?=-)/)
    .filter(option => option !== '');
}

async function existing(sources: readonly string[], from: string): Promise<string[]> {
  const there = await Promise.all(sources.map(source => exists(join(from, source))));
  return sources.filter((_, at) => there[at]);
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
