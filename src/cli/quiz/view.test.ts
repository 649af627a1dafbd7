import { describe, expect, it } from 'vitest';
import { noPaint } from '../../report/paint.ts';
import { choice } from './kinds/choice.ts';
import type { Kind } from './kinds/kind.ts';
import { order } from './kinds/order.ts';
import { text } from './kinds/text.ts';
import { keys, shownItem } from './quiz.fixture.ts';
import { ANSWERED, footLines, pressed, QUIZ, type QuizCommand, startView } from './view.ts';

const asked = shownItem('choice');
const six = { ...shownItem('order'), options: [...'abcdef'] };
const wide = { paint: noPaint, width: 80 };

/** What the last of the keys came to. */
function outcomeOf<State>(kind: Kind<State>, names: string, of = asked) {
  let outcome = { view: startView(kind.start(of)) } as ReturnType<
    typeof pressed<State, unknown, QuizCommand>
  >;
  for (const key of keys(names)) outcome = pressed(kind, outcome.view, key, of, QUIZ);
  return outcome;
}

describe('keys of a question', () => {
  it('are commands where they do not answer', () => {
    expect(outcomeOf(choice, 's').command).toBe('skip');
    expect(outcomeOf(choice, 'f').command).toBe('flag');
    expect(outcomeOf(choice, 'u').command).toBe('undo');
    expect(outcomeOf(choice, 'q').command).toBe('quit');
    expect(outcomeOf(choice, '^c').command).toBe('interrupt');
    expect(outcomeOf(choice, '^l').command).toBe('redraw');
    expect(outcomeOf(choice, 'b')).toMatchObject({ response: { kind: 'choice', pick: 1 } });
  });

  it('a letter with Ctrl answers nothing', () => {
    expect(outcomeOf(choice, '^b')).toEqual({ view: startView({ cursor: null }) });
  });

  it('letters of a text are text, and commands stand in the menu', () => {
    expect(outcomeOf(text, 's').command).toBeUndefined();
    expect(outcomeOf(text, 's').view.state).toEqual({ text: 's', at: 1 });
    expect(outcomeOf(text, 'ab escape').view).toMatchObject({ foot: 'menu', state: { text: 'ab' } });
    expect(outcomeOf(text, 'ab escape s').command).toBe('skip');
    expect(outcomeOf(text, 'ab escape escape c').view).toMatchObject({
      foot: 'keys',
      state: { text: 'abc' },
    });
  });

  it('a letter that answers is no command, and the menu has the command', () => {
    expect(outcomeOf(order, 'f', six).command).toBeUndefined();
    expect(outcomeOf(order, 'escape f', six).command).toBe('flag');
    const foot = (of: typeof six) => footLines(startView(order.start(of)), order, of, wide, QUIZ).join(' ');
    expect(foot(six)).not.toContain('f flag');
    expect(foot(six)).toContain('Esc menu');
    expect(foot({ ...six, options: [...'abc'] })).toContain('f flag');
  });

  it('? explains them until the next key, which does nothing else', () => {
    const { view } = outcomeOf(choice, '?');
    const help = footLines(view, choice, asked, wide, QUIZ).join('\n');
    expect(help).toMatch(/a-c or 1-3\s+answer/);
    expect(help).toMatch(/s\s+skip: the question comes another time/);
    expect(outcomeOf(choice, '? b')).toEqual({ view: startView({ cursor: null }) });
  });

  it('say what is missing, until the next key', () => {
    expect(outcomeOf(choice, 'enter').view.note).toBe('Pick one first.');
    expect(outcomeOf(choice, 'enter down').view.note).toBeNull();
  });
});

describe('the foot', () => {
  it.each([40, 60, 80, 120])('fits into %i columns', width => {
    const of = shownItem('choices');
    for (const foot of ['keys', 'menu', 'help'] as const) {
      const view = { state: choice.start(of), foot, note: 'Pick one first.' };
      const lines = footLines(view, choice, of, { paint: noPaint, width }, QUIZ);
      expect(lines.filter(line => line.length > width)).toEqual([]);
    }
  });

  it('names no skipping where a question was answered', () => {
    const foot = footLines(startView(choice.start(asked)), choice, asked, wide, ANSWERED).join(' ');
    expect(foot).not.toContain('skip');
    expect(foot).toContain('u undo');
  });
});
