import { afterEach, describe, expect, it, vi } from 'vitest';
import { MissingError, UserError } from '../errors.ts';
import { noPaint } from '../report/paint.ts';
import { columns } from './columns.ts';
import { explain } from './failure.ts';
import { liveView } from './live/view.ts';
import { colourLevel, paintOf } from './terminal.ts';
import { memoryTerminal } from './testing.ts';

afterEach(() => vi.unstubAllEnvs());

describe('colours', () => {
  const person = { isTTY: true };

  it.each([
    [person, { TERM: 'xterm-256color' }, 2],
    [person, { TERM: 'xterm-256color', NO_COLOR: '1' }, 0],
    [{}, { TERM: 'xterm-256color' }, 0],
    [{}, { FORCE_COLOR: '1' }, 1],
    [{}, { FORCE_COLOR: '3', NO_COLOR: '1' }, 3],
    [person, { TERM: 'xterm', FORCE_COLOR: '0' }, 0],
  ])('%o with %o: %i', (stream, env, level) => {
    expect(colourLevel(stream, env)).toBe(level);
  });

  it('are never the only sign', () => {
    expect(paintOf(0)).toBe(noPaint);
    expect(paintOf(1).bad('✖ failed')).toContain('✖ failed');
  });
});

it('columns give way where there is no room for them', () => {
  const entries = [
    {
      sign: '✔ passed',
      tone: 'good',
      name: 'circuit-breaker',
      text: 'Stop calling who does not answer.',
    } as const,
  ];
  expect(columns(entries, { paint: noPaint, width: 80 })).toEqual([
    '  ✔ passed  circuit-breaker  Stop calling who does not answer.',
  ]);
  expect(columns(entries, { paint: noPaint, width: 40 })).toEqual([
    '  ✔ passed  circuit-breaker',
    '            Stop calling who does not',
    '            answer.',
  ]);
});

describe('errors', () => {
  const layout = { paint: noPaint, width: 80 };

  it('of the person say what happened, details, and the fix', () => {
    const error = new MissingError('No engine.', { details: ['a', 'b'], fix: 'Install it.' });
    expect(explain(error, { layout, debug: false })).toEqual({
      exitCode: 3,
      lines: ['✖ No engine.', '  a', '  b', '  What to do: Install it.'],
    });
    expect(explain(new UserError('Wrong.'), { layout, debug: false }).exitCode).toBe(2);
  });

  it('of microlab itself show where only with --debug', () => {
    const error = new Error('boom', { cause: new Error('deep') });
    expect(explain(error, { layout, debug: false }).lines.join('\n')).not.toContain('terminal.test.ts');
    const debugged = explain(error, { layout, debug: true }).lines.join('\n');
    expect(debugged).toContain('terminal.test.ts');
    expect(debugged).toContain('Caused by:');
  });
});

it('the line that moves shows what goes on, cut to the width, and foreign text cannot move the cursor', async () => {
  const { terminal, written } = memoryTerminal({ width: 40 });
  const spinner = { text: '', stop: vi.fn() };
  const view = await liveView(
    { ...terminal, spinner: async () => spinner },
    { details: false, output: false, evidence: () => null, clean: 'microlab clean' },
  );
  view.emit({ type: 'phase-started', phase: 'build' });
  expect(spinner.text).toBe('build');
  view.emit({ type: 'output', line: '\u001b[2J#7 [2/4] RUN pip install everything there is' });
  expect(spinner.text).toBe('build · #7 [2/4] RUN pip install ev…');
  view.emit({ type: 'check-started', id: 'a', title: 'A' });
  view.emit({ type: 'check-started', id: 'b', title: 'B' });
  expect(spinner.text).toBe('B');
  expect(written.err).toBe('');
  view.close();
  expect(spinner.stop).toHaveBeenCalled();
});
