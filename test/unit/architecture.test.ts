import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

// Who may import whom: the rules of the design, read from the source. A broken one lists the files and what they import.

interface Module {
  /** Relative to src/, as all paths here. */
  path: string;
  lines: number;
  /** Other files of src/, types left out: they are gone at run time. */
  imports: string[];
  /** The same with types. */
  knows: string[];
  /** Packages and Node's own modules. */
  packages: string[];
}

const IMPORT =
  /^(?:import|export)\s+(?<types>type\s)?[^;'"]*?from\s*['"](?<from>[^'"]+)['"]|^import\s*['"](?<bare>[^'"]+)['"]|\bimport\(\s*['"](?<lazy>[^'"]+)['"]\s*\)/gm;

function moduleOf(path: string): Module {
  const text = readFileSync(join('src', path), 'utf8');
  const found = [...text.matchAll(IMPORT)].map(({ groups }) => ({
    target: groups?.from ?? groups?.bare ?? groups?.lazy ?? '',
    types: Boolean(groups?.types),
  }));
  const inside = (of: typeof found) =>
    of.filter(({ target }) => target.startsWith('.')).map(({ target }) => join(dirname(path), target));
  return {
    path,
    lines: text.split('\n').length - 1,
    imports: inside(found.filter(({ types }) => !types)),
    knows: inside(found),
    packages: found
      .filter(({ target, types }) => !target.startsWith('.') && !types)
      .map(({ target }) => target),
  };
}

const modules = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter(
    entry =>
      entry.isFile() && entry.name.endsWith('.ts') && !/(^|\.)(test|fixture|testing)\.ts$/.test(entry.name),
  )
  .map(entry => moduleOf(relative('src', join(entry.parentPath, entry.name))));
const byPath = new Map(modules.map(module => [module.path, module]));

const within = (folder: string) => modules.filter(({ path }) => path.startsWith(`${folder}/`));
const top = (path: string) => path.split('/')[0] ?? '';

/** `file -> what it imports` for each import that is not allowed. */
const offences = (
  from: Module[],
  targets: (module: Module) => string[],
  allowed: (target: string) => boolean,
) =>
  from.flatMap(module =>
    targets(module)
      .filter(target => !allowed(target))
      .map(target => `${module.path} -> ${target}`),
  );

const ENGINES = /^(dockerode|docker-modem|@kubernetes\/)/;
const EFFECTS =
  /^(node:(fs|child_process|net|http|https|dgram|tls|readline|worker_threads)\b|execa$|dockerode|@kubernetes\/|@inquirer\/)/;

/** Does it, or anything that it imports, touch the system? */
function hasEffect(path: string, seen = new Set<string>()): boolean {
  const module = byPath.get(path);
  if (!module || seen.has(path)) return false;
  seen.add(path);
  return (
    module.packages.some(name => EFFECTS.test(name)) || module.imports.some(next => hasEffect(next, seen))
  );
}

test('the source was read: every import of a file leads to one', () => {
  expect(modules.length).toBeGreaterThan(30);
  expect(
    offences(
      modules,
      ({ knows }) => knows,
      target => byPath.has(target),
    ),
  ).toEqual([]);
});

describe('who may import whom', () => {
  test('platform and errors import nothing above them', () => {
    const lowest = [...within('platform'), ...modules.filter(({ path }) => path === 'errors.ts')];
    expect(
      offences(
        lowest,
        ({ knows }) => knows,
        target => target === 'errors.ts' || top(target) === 'platform',
      ),
    ).toEqual([]);
    expect(byPath.get('errors.ts')?.knows).toEqual([]);
  });

  test('checks know the Runtime interface, no engine', () => {
    const checks = within('checks');
    expect(
      offences(
        checks,
        ({ knows }) => knows,
        target =>
          top(target) !== 'runtimes' || ['runtimes/runtime.ts', 'runtimes/cluster.ts'].includes(target),
      ),
    ).toEqual([]);
    expect(
      offences(
        checks,
        ({ packages }) => packages,
        name => !ENGINES.test(name),
      ),
    ).toEqual([]);
  });

  test('runtimes never import each other; what they share lies in runtimes/shared', () => {
    const folderOf = (path: string) => /^runtimes\/([^/]+)\//.exec(path)?.[1];
    const folders = new Set(within('runtimes').map(({ path }) => folderOf(path)));
    for (const folder of folders) {
      if (folder === undefined) continue;
      const own = (target: string) => [undefined, folder, 'shared'].includes(folderOf(target));
      expect(offences(within(`runtimes/${folder}`), ({ knows }) => knows, own)).toEqual([]);
    }
  });

  test('an engine is known to its own runtime alone', () => {
    const others = modules.filter(
      ({ path }) => !/^runtimes\/(docker|kubernetes|shared\/engine)\//.test(path),
    );
    expect(
      offences(
        others,
        ({ packages }) => packages,
        name => !ENGINES.test(name),
      ),
    ).toEqual([]);
  });

  test('report imports no effect', () => {
    expect(
      offences(
        within('report'),
        ({ packages }) => packages,
        name => !EFFECTS.test(name),
      ),
    ).toEqual([]);
    expect(
      offences(
        within('report'),
        ({ imports }) => imports,
        target => !hasEffect(target),
      ),
    ).toEqual([]);
  });

  test('quiz is pure: it knows the questions and the log by their types, and imports no effect', () => {
    const quiz = within('quiz');
    expect(quiz.length).toBeGreaterThan(5);
    const PURE = ['errors.ts', 'platform/random.ts', 'progress/views.ts'];
    const TYPES = ['content/questions/bank.ts', 'progress/event.ts'];
    const own = (target: string) => top(target) === 'quiz';
    expect(
      offences(
        quiz,
        ({ knows }) => knows,
        target => own(target) || [...PURE, ...TYPES].includes(target),
      ),
    ).toEqual([]);
    expect(
      offences(
        quiz,
        ({ imports }) => imports,
        target => (own(target) || PURE.includes(target)) && !hasEffect(target),
      ),
    ).toEqual([]);
    expect(
      offences(
        quiz,
        ({ packages }) => packages,
        name => ['ts-fsrs', 'fastest-levenshtein'].includes(name),
      ),
    ).toEqual([]);
  });

  test('exam is pure: it knows content by its types, and imports no effect', () => {
    const exam = within('exam');
    expect(exam.length).toBeGreaterThan(5);
    const KNOWN = ['content', 'exam', 'quiz', 'report'];
    const PURE = ['errors.ts', 'platform/random.ts'];
    expect(
      offences(
        exam,
        ({ knows }) => knows,
        target => KNOWN.includes(top(target)) || [...PURE, 'progress/event.ts'].includes(target),
      ),
    ).toEqual([]);
    expect(
      offences(
        exam,
        ({ imports }) => imports,
        target => !hasEffect(target),
      ),
    ).toEqual([]);
    expect(exam.flatMap(({ packages }) => packages)).toEqual([]);
  });

  test('cli is imported by main alone', () => {
    const others = modules.filter(({ path }) => path !== 'main.ts' && top(path) !== 'cli');
    expect(
      offences(
        others,
        ({ knows }) => knows,
        target => top(target) !== 'cli',
      ),
    ).toEqual([]);
  });
});

test('no file is above 300 lines', () => {
  expect(modules.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path}: ${lines}`)).toEqual(
    [],
  );
});
