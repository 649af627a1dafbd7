import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inContainer, insistOnContainer } from './container.ts';
import { digestOfFolder, digestOfValue } from './digest.ts';
import { seedOf } from './seed.ts';

describe("a submission's seed", () => {
  it("is the exam's, or one of its own that is always the same", () => {
    expect(seedOf('k3f9', 'ada', false)).toBe('k3f9');
    expect(seedOf('k3f9', 'ada', true)).toBe(seedOf('k3f9', 'ada', true));
    expect(seedOf('k3f9', 'ada', true)).toMatch(/^[0-9a-f]{16}$/);
    const all = [seedOf('k3f9', 'ada', true), seedOf('k3f9', 'grace', true), seedOf('other', 'ada', true)];
    expect(new Set(all).size).toBe(3);
    expect(seedOf('a', 'b/c', true)).not.toBe(seedOf('a/b', 'c', true));
  });
});

describe('work of others as plain processes', () => {
  it.each([
    ['a container of Docker', (path: string) => path === '/.dockerenv', {}],
    ['a container of Podman', (path: string) => path === '/run/.containerenv', {}],
    ['a pod', () => false, { KUBERNETES_SERVICE_HOST: '10.0.0.1' }],
  ])('may run in %s', (_, exists, env) => {
    expect(inContainer({ exists, env })).toBe(true);
    expect(() => insistOnContainer({ exists, env })).not.toThrow();
  });

  it('may not run on a plain machine', () => {
    expect(() => insistOnContainer({ exists: () => false, env: {} })).toThrow('--runtime local');
  });
});

describe('a digest', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'digest-'));
    for (const side of ['left', 'right']) {
      await mkdir(join(root, side, 'app'), { recursive: true });
      await writeFile(join(root, side, 'app/run.sh'), 'echo\n');
      await writeFile(join(root, side, 'Dockerfile'), 'FROM scratch\n');
    }
  });
  afterEach(() => rm(root, { recursive: true, force: true }));
  const same = async () =>
    (await digestOfFolder(join(root, 'left'))) === (await digestOfFolder(join(root, 'right')));

  it('of a folder is the same for the same files', async () => {
    expect(await same()).toBe(true);
  });

  it.each([
    ['content', () => writeFile(join(root, 'right/Dockerfile'), 'FROM scratcH\n')],
    ['name', () => writeFile(join(root, 'right/dockerfile'), 'FROM scratch\n')],
    ['right to be run', () => chmod(join(root, 'right/app/run.sh'), 0o755)],
  ])('of a folder changes with a %s', async (_, change) => {
    await change();
    expect(await same()).toBe(false);
  });

  it('of a folder follows no link', async () => {
    await symlink('/etc/hostname', join(root, 'right/link'));
    expect(await same()).toBe(true);
  });

  it('of a value does not depend on the order of its keys', () => {
    expect(digestOfValue({ a: [1, { b: 2, c: 3 }] })).toBe(digestOfValue({ a: [1, { c: 3, b: 2 }] }));
    expect(digestOfValue([1, 2])).not.toBe(digestOfValue([2, 1]));
  });
});
