import { describe, expect, it } from 'vitest';
import type { Item } from '../../content/questions/bank.ts';
import { type AttemptEvent, attemptOf } from '../../exam/attempt.ts';
import type { Paper, PaperSection } from '../../exam/paper.ts';
import { createContext } from '../context.ts';
import { Interrupted } from '../interrupt.ts';
import type { Key } from '../quiz/keys.ts';
import { items, keys, memoryTty } from '../quiz/quiz.fixture.ts';
import { memoryTerminal } from '../testing.ts';
import { interactive } from './interactive.ts';
import { plain } from './plain.ts';
import { ExamSitting } from './sitting.ts';

const START = Date.parse('2026-01-31T12:00:00Z');
const SECOND = 1000;
const host = { on: () => {}, off: () => {}, exit: () => {}, now: () => 0 };
const practice = { dir: '/work/exam', cwd: '/work' };
const four = [items.choice, items.number, items.text, items.match];

/** A sitting with these questions and an exercise, of which a minute of ten has passed; its clock stands still. */
function sitting(list: readonly Item[], log: string[] = []) {
  const base = { weight: 1, optional: false } as const;
  const sections: PaperSection[] = [
    { ...base, id: 'theory', title: 'Theory', questions: list, exercises: [] },
    {
      ...base,
      id: 'practice',
      title: 'Practice',
      questions: [],
      exercises: [{ exercise: 'first', weight: 1, stretch: 20 }],
    },
  ];
  const paper = { exam: { id: 'e', title: 'An exam' }, seed: 's', sections } as unknown as Paper;
  const started = {
    ...{ type: 'started', exam: 'e', title: 'An exam', seed: 's', minutes: 10, paper: '', dir: '/work/exam' },
    ...{ questions: list.map(({ id }) => id), exercises: ['first'], content: [] },
    ...{ v: 1, at: new Date(START).toISOString(), passedMs: 0 },
  } as AttemptEvent;
  const now = { wall: START + 60 * SECOND, steady: 0 };
  const events: AttemptEvent[] = [started];
  const append = async (_: string, step: object, { at, passedMs }: { at: number; passedMs: number }) => {
    const event = { v: 1, at: new Date(at).toISOString(), passedMs, ...step } as AttemptEvent;
    events.push(event);
    log.push(`<kept ${event.type}>`);
    return event;
  };
  const resume = () => {
    const attempt = attemptOf('e-1', events);
    if (!attempt) throw new Error('no attempt');
    return new ExamSitting(paper, attempt, { append }, { wall: () => now.wall, steady: () => now.steady });
  };
  return { resume, events, now };
}

function contextOf(drawable: boolean) {
  const { terminal, written } = memoryTerminal();
  const context = createContext({ terminal: { ...terminal, drawable }, debug: false, host, env: {} }, {});
  return { context, written };
}

/** Sits with these keys; `late` stands for a second in which none came. */
async function sit(list: readonly Item[], names: string, size = {}) {
  const { context } = contextOf(true);
  const parts = names.split(' ').flatMap((name): (Key | 'late')[] => (name === 'late' ? [name] : keys(name)));
  const { tty, log } = memoryTty(parts, size);
  const { resume, events, now } = sitting(list, log);
  const next = tty.next;
  const ticking = {
    ...tty,
    async next() {
      const key = await next();
      if (key === 'late') now.wall += SECOND;
      return key;
    },
  };
  const again = async (more: string) => {
    const second = memoryTty(more, size);
    const end = await interactive(context, resume(), practice, second.tty);
    return { end, text: second.log.join('') };
  };
  const end = await interactive(context, resume(), practice, ticking).catch((thrown: unknown) => thrown);
  const kept = events.flatMap(event => (event.type === 'answered' ? [[event.question, event.answer]] : []));
  return { end, kept, events, text: log.join(''), again };
}

describe('an exam at the terminal', () => {
  it('asks one question after the other, says nothing of their worth, and ends at the overview', async () => {
    const { end, kept, text } = await sit(four, 'a 5 enter digest enter a b c enter s s');
    expect(end).toBe('submitted');
    expect(kept).toEqual([
      ['one', 'a'],
      ['count', 5],
      ['word', 'digest'],
      ['pairs', 'a b c'],
    ]);
    expect(text).toContain('Question 1 of 4 · echoes · basic · one choice');
    expect(text).toContain('0:09:00 left · 0 of 4 answered');
    expect(text).toContain('! Question 1: answered, a.');
    expect(text).toMatch(/All questions are answered\. Nothing can be changed after/);
    expect(text).not.toMatch(/right|wrong|Comes again|An echo comes/);
  });

  it('keeps an answer before it shows anything else', async () => {
    const { text } = await sit(four, 'a');
    expect(text.indexOf('<kept answered>')).toBeLessThan(text.indexOf('Question 2 of 4'));
  });

  it('goes back to a question, shows what was answered, and changes it', async () => {
    const { kept, text } = await sit(four, 'a p b');
    expect(text).toContain('! You answered: a. Another answer replaces it.');
    expect(text).toContain('❯ a) ');
    expect(kept).toEqual([
      ['one', 'a'],
      ['one', 'b'],
    ]);
  });

  it('leaves questions open, flags them, and finds them again by their number', async () => {
    const { end, kept, text } = await sit(four, 'n f n escape o 2 enter 5 enter escape q');
    expect(end).toBe('left');
    expect(text).toContain('Flagged, to come back to.');
    expect(text).toMatch(/❯ 3 · {2}Which word\?/);
    expect(text).toMatch(/❯ 2 ·⚑ How many\?/);
    expect(kept).toEqual([['count', 5]]);
  });

  it('flags from the overview too, and asks before it submits what is not whole', async () => {
    const { end, events, text } = await sit(four, 'o f s down s s');
    expect(end).toBe('submitted');
    expect(events).toContainEqual(expect.objectContaining({ type: 'flagged', question: 'one', on: true }));
    expect(text).toMatch(
      /4 questions have no answer\. Nothing can be changed after you submit\. s once\s+more submits\./,
    );
  });

  it('says where the exercises are', async () => {
    const { text } = await sit([], 'enter q');
    expect(text).toContain('→ first  ./exam/first');
    expect(text).toContain('microlab exercise run first --dir ./exam/first');
  });

  it('comes back to the question that stood there, with all that was done', async () => {
    const { end, again } = await sit(four, 'a n escape q');
    expect(end).toBe('left');
    const { text } = await again('escape p p q');
    expect(text.indexOf('Question 3 of 4')).toBeLessThan(text.indexOf('You answered: a.'));
    expect(text).toContain('1 of 4 answered');
  });

  it('draws the clock each second, and nothing but the clock', async () => {
    const { text } = await sit([items.choice], 'down late late q');
    expect(text).toContain('\u001b[2K0:08:59 left · 0 of 1 answered');
    expect(text).toContain('\u001b[2K0:08:58 left');
    expect(text.match(/What does an echo do\?/g)).toHaveLength(1);
  });

  it('ends where the time is over, whatever is half typed', async () => {
    const seconds = Array(541).fill('late').join(' ');
    const { end, kept, text } = await sit(four, `a n dig ${seconds} enter enter`);
    expect(end).toBe('over');
    expect(text).toContain('0:00:01 left');
    expect(kept).toEqual([['one', 'a']]);
  });

  it('is interrupted by Ctrl-C, or where the terminal is gone, and says that the clock goes on', async () => {
    for (const names of ['a ^c', 'a']) {
      const { end, kept, text } = await sit(four, names);
      expect(end).toBeInstanceOf(Interrupted);
      expect(end).toMatchObject({ exitCode: 130, message: expect.stringContaining('the clock goes on') });
      expect(kept).toEqual([['one', 'a']]);
      expect(text.endsWith('<closed>')).toBe(true);
    }
  });

  it('fits into 40 columns, the overview and the help too', async () => {
    const { text } = await sit(
      Object.values(items).filter(({ kind }) => kind !== 'card'),
      'n n n n n escape n n ? x o ? x q',
      {
        columns: 40,
        rows: 20,
      },
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: moving the cursor takes no room, nor do marks of this test
    const lines = text.replace(/\u001b\[\d*[A-K]|<[\w ]+>/g, '').split(/\r\n|\r/);
    expect(lines.filter(line => line.length > 39)).toEqual([]);
  });
});

describe('an exam in plain lines', () => {
  async function type(list: readonly Item[], lines: readonly (string | number)[]) {
    const { context, written } = contextOf(false);
    const { resume, events, now } = sitting(list);
    const waiting = [...lines];
    const read = async (withinMs = 0) => {
      const line = waiting.shift();
      if (typeof line !== 'number') return line ?? null;
      now.wall += Math.min(withinMs, line * SECOND);
      return null;
    };
    const end = await plain(context, resume(), practice, read);
    const kept = events.flatMap(event => (event.type === 'answered' ? [[event.question, event.answer]] : []));
    return { end, kept, events, out: written.out };
  }

  it('says the time that is left with each question, and takes typed answers', async () => {
    const { end, kept, out } = await type(four, ['a', '5', 'digest', 'a b c', ':submit', ':submit']);
    expect(end).toBe('submitted');
    expect(kept).toHaveLength(4);
    expect(out.match(/Time left: 0:09:00, \d of 4 answered\./g)).toHaveLength(5);
    expect(out).toMatch(/1\. answered\. What does an echo do\?/);
    expect(out).toContain('microlab exercise run first --dir ./exam/first');
    expect(out).not.toMatch(/right|wrong|Comes again/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
    expect(out).not.toMatch(/[\u001b\r─❯]/);
  });

  it('goes on, back, to a number and to the overview, flags and quits', async () => {
    const { end, events, out } = await type(four, [
      ':n',
      ':flag',
      ':previous',
      'b',
      ':4',
      ':overview',
      ':1',
      ':9',
      ':help',
      ':q',
    ]);
    expect(end).toBe('left');
    expect(events).toContainEqual(expect.objectContaining({ type: 'flagged', question: 'count', on: true }));
    expect(out).toContain('2. open, flagged. How many?');
    expect(out).toContain('You answered: b. Another answer replaces it.');
    expect(out).toContain('There are questions 1 to 4.');
    expect(out).toContain(':previous  previous question');
  });

  it('ends where the time is over while it waits for a line', async () => {
    expect(await type(four, ['a', 600])).toMatchObject({ end: 'over', kept: [['one', 'a']] });
    expect((await type(four, [':overview', 600])).end).toBe('over');
  });
});
