import { expect, it } from 'vitest';
import { installOf } from './pip.ts';
import { wordsOf } from './shell.ts';

it.each([
  [
    'pip install --no-cache-dir -r requirements.txt',
    { files: [{ flag: '-r', path: 'requirements.txt' }], packages: [], options: [] },
  ],
  [
    'python -m pip install -U pip flask==3 "redis>=5" -cpins.txt --requirement=more.txt',
    {
      files: [
        { flag: '-c', path: 'pins.txt' },
        { flag: '-r', path: 'more.txt' },
      ],
      packages: ['flask==3', 'redis>=5'],
      options: [],
    },
  ],
  [
    'uv pip install --system --target /x --index-url https://packages.example/simple --pre flask',
    { files: [], packages: ['flask'], options: ['--index-url', 'https://packages.example/simple', '--pre'] },
  ],
  ['/usr/local/bin/pip3 install --prefix=/install flask', { files: [], packages: ['flask'], options: [] }],
  ['pip install .', 'unknown'],
  ['pip install -e ./lib', 'unknown'],
  ['pip --version', null],
  ['apt-get install python3-flask', null],
])('%s', (command, install) => {
  expect(installOf(wordsOf(command))).toEqual(install);
});
