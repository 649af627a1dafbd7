import { open, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { tar, zip } from '../../src/policy/archive/testing.ts';

// What cannot lie in a repository: links, pipes, archives, bombs, huge files.

interface Place {
  /** The folder of the submission, which holds the honest service. */
  dir: string;
  /** The grader's own folder, with its secret. */
  canary: string;
  /** The ids of the exam's questions. */
  questions: readonly string[];
}

/** Makes what belongs to an attack; returns the archive where that is what is handed in. */
type Maker = (place: Place) => Promise<string | undefined>;

const SERVICE = 'user-service';
const fill = (unit: string, bytes: number) => unit.repeat(Math.ceil(bytes / unit.length));

/** Changes the folder. */
const inFolder =
  (change: (service: string, place: Place) => Promise<unknown>): Maker =>
  async place => {
    await change(join(place.dir, SERVICE), place);
    return undefined;
  };

/** Hands in an archive in the folder's place. */
const archived =
  (ending: string, make: (place: Place) => Promise<Buffer> | Buffer): Maker =>
  async place => {
    const path = `${place.dir}.${ending}`;
    await writeFile(path, await make(place));
    return path;
  };

const tarred = (entries: Parameters<typeof tar>[0] | ((place: Place) => Parameters<typeof tar>[0])): Maker =>
  archived('tar', place => tar(typeof entries === 'function' ? entries(place) : entries));
const zipped = (...entries: Parameters<typeof zip>[0]): Maker => archived('zip', () => zip(entries));

const DOCKERFILE = { name: `${SERVICE}/Dockerfile`, text: 'FROM scratch\n' };
const many = (count: number) => Array.from({ length: count }, (_, number) => `${SERVICE}/f${number}`);

export const makers: Readonly<Record<string, Maker>> = {
  contextLink: inFolder((service, { canary }) => symlink(canary, join(service, 'stolen'))),
  fileLink: inFolder((service, { canary }) => symlink(join(canary, 'secret'), join(service, 'stolen.txt'))),
  folderLink: async ({ dir, canary }) => {
    await execa('rm', ['-r', join(dir, SERVICE)]);
    await symlink(canary, join(dir, SERVICE));
    return undefined;
  },
  hugeCompose: inFolder(service =>
    writeFile(join(service, 'compose.yaml'), fill('# much to say\n', 2 ** 20)),
  ),
  deepCompose: inFolder(service =>
    writeFile(join(service, 'compose.yaml'), `services: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`),
  ),
  hugeAnswers: inFolder((_, { dir }) =>
    writeFile(join(dir, 'answers.yaml'), `answers:\n${fill('  x: 1\n', 10 * 2 ** 20)}`),
  ),
  answersPipe: inFolder((_, { dir }) => execa('mkfifo', [join(dir, 'answers.yaml')])),
  answersLink: inFolder((_, { dir, canary }) => symlink(join(canary, 'secret'), join(dir, 'answers.yaml'))),
  randomBytes: inFolder(async (service, { dir }) => {
    const bytes = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256));
    await writeFile(join(service, 'compose.yaml'), bytes);
    await writeFile(join(dir, 'answers.yaml'), bytes);
  }),

  tarAbove: tarred([DOCKERFILE, { name: `${SERVICE}/../../../../taken`, text: 'x' }]),
  tarAbsolute: tarred(({ canary }) => [DOCKERFILE, { name: join(canary, 'taken'), text: 'x' }]),
  tarLink: tarred(({ canary }) => [
    DOCKERFILE,
    { name: `${SERVICE}/out`, type: 'symlink', linkname: canary },
    { name: `${SERVICE}/out/taken`, text: 'x' },
  ]),
  tarHardLink: tarred(({ canary }) => [
    DOCKERFILE,
    { name: `${SERVICE}/secret`, type: 'link', linkname: join(canary, 'secret') },
  ]),
  tarDevice: tarred([
    DOCKERFILE,
    { name: `${SERVICE}/disk`, type: 'block-device', devmajor: 8, devminor: 0 },
  ]),
  tarPipe: tarred([DOCKERFILE, { name: `${SERVICE}/pipe`, type: 'fifo' }]),
  gzipBomb: archived('tar.gz', async () =>
    gzipSync(await tar([DOCKERFILE, { name: `${SERVICE}/huge`, text: Buffer.alloc(2 ** 25) }])),
  ),
  tarMany: tarred(many(6000).map(name => ({ name, text: 'x' }))),
  tarDeep: tarred([DOCKERFILE, { name: `${SERVICE}/${'d/'.repeat(200)}f`, text: 'x' }]),
  tarHuge: tarred([DOCKERFILE, { name: `${SERVICE}/huge`, text: Buffer.alloc(40 * 2 ** 20, 'x') }]),
  tarControl: tarred([
    DOCKERFILE,
    { name: `${SERVICE}/a\nb\u001b[2J`, text: 'x' },
    { name: `${SERVICE}/c:\\nul`, text: 'x' },
  ]),
  tarTwice: tarred(({ canary }) => [
    DOCKERFILE,
    { name: `${SERVICE}/x`, type: 'symlink', linkname: canary },
    { name: `${SERVICE}/x`, type: 'directory' },
    { name: `${SERVICE}/x/taken`, text: 'x' },
    { name: `${SERVICE}/X`, text: 'x' },
  ]),
  zipSlip: zipped(DOCKERFILE, { name: `${SERVICE}/../../../../taken`, text: 'x' }),
  zipLink: zipped(DOCKERFILE, { name: `${SERVICE}/out`, text: '/etc', mode: 0o120777 }),
  zipBomb: zipped(DOCKERFILE, { name: `${SERVICE}/huge`, text: Buffer.alloc(100 * 2 ** 20) }),
  zipLie: zipped(DOCKERFILE, {
    name: `${SERVICE}/huge`,
    text: Buffer.alloc(2 ** 20, 'x'),
    says: { size: 10 },
  }),
  noArchive: archived('zip', () =>
    Buffer.from(`<!doctype html><script>hostile()</script>${fill('x', 1000)}`),
  ),
  cutArchive: archived('tar.gz', async () =>
    gzipSync(await tar([DOCKERFILE, { name: `${SERVICE}/x`, text: fill('xyz', 9000) }])).subarray(0, 100),
  ),
  folderPipe: inFolder(service => execa('mkfifo', [join(service, 'pipe')])),
  folderMany: inFolder(async service => {
    for (let number = 0; number < 6000; number++)
      await (await open(join(service, `f${number}`), 'w')).close();
  }),
  folderHuge: inFolder(async service => {
    await writeFile(join(service, 'huge'), '');
    await truncate(join(service, 'huge'), 2 ** 40);
  }),
  folderLoop: inFolder(async (service, { canary }) => {
    await symlink('b', join(service, 'a'));
    await symlink('a', join(service, 'b'));
    await symlink('.', join(service, 'self'));
    await symlink('/proc/self/root', join(service, 'root'));
    await symlink(canary, join(service, 'canary'));
  }),
  markupAnswers: inFolder((_, { dir, questions }) => {
    const nasty =
      '<script>hostile()</script><img src=x onerror=hostile()> [x](javascript:hostile()) | ]]> ::error::hostile';
    const values = [nasty, '=HYPERLINK("http://x","y")', '@SUM(1)', '\u001b[2Jhostile\u202e'];
    return writeFile(
      join(dir, 'answers.yaml'),
      JSON.stringify({
        answers: {
          ...Object.fromEntries(questions.map((id, at) => [id, values[at % values.length]])),
          [nasty]: nasty,
          '=cmd()': '-1+1',
        },
        [nasty]: nasty,
        submitted: nasty,
      }),
    );
  }),
  markupNames: tarred([
    DOCKERFILE,
    { name: `${SERVICE}/<script>hostile()<`, text: 'x' },
    { name: `${SERVICE}/<img src=x onerror=hostile()>\u001b[2J`, text: 'x' },
    { name: `${SERVICE}/=HYPERLINK("http:x")\u202e`, type: 'fifo' },
    { name: `${SERVICE}/]]>|::error::hostile`, type: 'fifo' },
  ]),
};
