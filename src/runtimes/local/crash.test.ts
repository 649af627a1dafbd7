import { expect, it } from 'vitest';
import { MissingError, WorkFault } from '../../errors.ts';
import { crashOf } from './crash.ts';

const crash = {
  service: 'echo',
  code: 1,
  lines: ['NameError: json'],
  leftOut: [],
  python: { wanted: '3.13', here: '3.11.2' },
};

it('is the work’s fault where nothing here differs that could be the cause', () => {
  const fault = crashOf(crash);
  expect(fault).toBeInstanceOf(WorkFault);
  expect(fault.message).toBe('echo ended by itself (exit code 1). Its last lines:\n  NameError: json');
  expect(crashOf({ ...crash, lines: [] }).message).toBe(
    'echo ended by itself (exit code 1). It printed nothing.',
  );
  expect(crashOf({ ...crash, lines: ["ModuleNotFoundError: No module named 'flask'"] })).toBeInstanceOf(
    WorkFault,
  );
});

it.each([
  ['a build step was left out', { leftOut: ['line 2: RUN apt-get install curl'] }],
  ['its Python is another', { lines: ['SyntaxError: invalid syntax'] }],
  ['its port was taken', { lines: ['OSError: [Errno 98] Address already in use'] }],
])('cannot be told where %s', (_, parts) => {
  expect(crashOf({ ...crash, ...parts })).toBeInstanceOf(MissingError);
});

it('is the work’s fault where the same Python finds the error', () => {
  const python = { wanted: '3.11', here: '3.11.2' };
  expect(crashOf({ ...crash, python, lines: ['SyntaxError: invalid syntax'] })).toBeInstanceOf(WorkFault);
});
