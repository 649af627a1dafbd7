import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { MissingError, WorkFault } from '../../errors.ts';
import { findPython, type Python } from './python.ts';
import { pipFault, virtualEnvironment } from './venv.ts';

const home = mkdtempSync(join(tmpdir(), 'microlab-venv-'));
afterEach(() => rmSync(home, { recursive: true, force: true }));

it.each([
  [
    WorkFault,
    [
      'ERROR: Could not find a version that satisfies the requirement flaks',
      'ERROR: No matching distribution found for flaks',
    ],
  ],
  [WorkFault, ['ERROR: Invalid requirement: "flask=3"']],
  [
    MissingError,
    [
      "WARNING: Retrying after connection broken by 'NewConnectionError'",
      'ERROR: No matching distribution found for flask',
    ],
  ],
  [
    MissingError,
    [
      'ERROR: Ignored the following versions that require a different python version: 3.0 Requires-Python >=3.12',
    ],
  ],
  [MissingError, ['OSError: [Errno 28] No space left on device']],
])('pip’s failure is a %o', (kind, lines) => {
  expect(pipFault('echo', lines)).toBeInstanceOf(kind);
});

it('is made once, also by two at the same time', async () => {
  vi.stubEnv('MICROLAB_HOME', home);
  const python = (await findPython()) as Python;
  const options = { owner: 'echo', note: () => {}, output: () => {}, signal: new AbortController().signal };
  const both = await Promise.all([
    virtualEnvironment(python, [], options),
    virtualEnvironment(python, [], options),
  ]);
  expect(both[0]).toBe(both[1]);
  expect(await virtualEnvironment(python, [], options)).toBe(both[0]);
  // The folder that lost the race is gone: one folder, and the link to it.
  expect(readdirSync(join(home, 'cache', 'venvs'))).toHaveLength(2);
});
