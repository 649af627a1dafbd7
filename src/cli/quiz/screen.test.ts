import { expect, it } from 'vitest';
import { noPaint } from '../../report/paint.ts';
import { memoryTty } from './quiz.fixture.ts';
import { Screen } from './screen.ts';

/** A screen with a line that is answered, and a clock below it. */
function clocked() {
  const { tty, log } = memoryTty('');
  const screen = new Screen(tty, noPaint);
  const clock = { text: '0:10', more: [] as string[] };
  screen.show(() => ({
    body: { lines: ['first', 'second'], row: 1, column: 3 },
    foot: [`${clock.text} left`, ...clock.more, 'q quit'],
  }));
  return { screen, clock, written: () => log.splice(0).join('') };
}

it('draws only the lines that have changed, and leaves the cursor where it is', () => {
  const { screen, clock, written } = clocked();
  written();
  screen.refresh();
  expect(written()).toBe('');
  clock.text = '0:09';
  screen.refresh();
  // Two lines down from the cursor, the line anew, and back to its column.
  expect(written()).toBe('\u001b[2B\r\u001b[2K0:09 left\r\u001b[2A\u001b[3C');
});

it('draws all of it where there are more lines or fewer', () => {
  const { screen, clock, written } = clocked();
  written();
  clock.more = ['hurry'];
  screen.refresh();
  expect(written()).toContain('second\r\n\r\n0:10 left\r\nhurry\r\nq quit');
});

it('draws nothing where nothing stands there to be drawn again', () => {
  const { screen, written } = clocked();
  screen.print(() => ['done']);
  written();
  screen.refresh();
  expect(written()).toBe('');
});
