import { describe, expect, it } from 'vitest';
import type { Item } from '../../content/questions/bank.ts';
import { createContext } from '../context.ts';
import { Interrupted } from '../interrupt.ts';
import { memoryTerminal } from '../testing.ts';
import { interactive } from './interactive.ts';
import type { Key } from './keys.ts';
import { plain } from './plain.ts';
import { items, keys, memoryLog, memoryTty, session } from './quiz.fixture.ts';
import { Sitting } from './sitting.ts';

const two = [items.choice, items.text];
const host = { on: () => {}, off: () => {}, exit: () => {}, now: () => 0 };

/** A whole session with these keys: what was written and recorded, in its order. */
async function sit(list: readonly Item[], names: string | (Key | 'resize')[], size = {}) {
  const { terminal } = memoryTerminal();
  const context = createContext(
    { terminal: { ...terminal, drawable: true }, debug: false, host, env: {} },
    {},
  );
  const { tty, log } = memoryTty(names, size);
  const { events, record } = memoryLog(log);
  const end = await interactive(context, session(list), { record }, tty).catch((thrown: unknown) => thrown);
  return { end, events, text: log.join('') };
}

/** The letter of an option of a question, as it is shuffled. */
const letter = (item: Item, text: string) =>
  'abc'[session([item]).current()?.options.indexOf(text) ?? 0] as string;
const right = letter(items.choice, 'It answers');
const wrong = letter(items.choice, 'It asks');

describe('a session at the terminal', () => {
  it('asks, answers, and ends with a summary', async () => {
    const { end, events, text } = await sit(two, `${right} enter hash enter enter`);
    expect(end).toBe(0);
    expect(events).toMatchObject([
      { type: 'answered', question: 'one', right: true },
      { type: 'answered', question: 'word', right: false },
    ]);
    expect(text).toContain('Question 1 of 2 · echoes · basic · one choice');
    expect(text).toMatch(/✔ right[\s\S]*An echo comes from `far` away\.[\s\S]*microlab exercise start echo/);
    expect(text).toMatch(/≈ close, but not right[\s\S]*Close, but of another kind\.[\s\S]*Right: digest/);
    expect(text).toMatch(/✔ 1 right {2}✖ 1 wrong {2}– 0 skipped[\s\S]*The book of echoes[\s\S]*1 tomorrow/);
    expect(text.endsWith('<closed>')).toBe(true);
  });

  it('says why the picked one is wrong, and what is right', async () => {
    const { text } = await sit([items.choice], `${wrong} enter`);
    expect(text).toMatch(
      new RegExp(`✖ wrong[\\s\\S]*Not ${wrong}: It never begins\\.[\\s\\S]*Right: ${right}\\) It answers`),
    );
  });

  it('records an answer before anything is said about it', async () => {
    const { text } = await sit([items.choice], right);
    const at = text.indexOf('<recorded answered>');
    expect(at).toBeGreaterThan(0);
    expect(text.slice(0, at)).not.toMatch(/✔|An echo comes/);
    expect(text.slice(at)).toContain('✔ right');
  });

  it('takes an answer back, and asks the same question anew', async () => {
    const { events, text } = await sit(two, `${wrong} u ${right} enter escape q`);
    expect(events.map(({ type }) => type)).toEqual(['answered', 'undone', 'answered']);
    expect(events[1]).toMatchObject({ event: events[0]?.id });
    expect(text).toContain('taken back');
    expect(text).toMatch(/✔ 1 right {2}✖ 0 wrong/);
  });

  it('takes an answer back from the next question too, and says where there is none', async () => {
    const { events, text } = await sit([items.text, items.choice], 'x enter enter u escape u escape q');
    expect(events.map(({ type }) => type)).toEqual(['answered', 'undone']);
    expect(text).toContain('! Nothing was answered yet.');
  });

  it('skips and flags', async () => {
    const { events, text } = await sit(two, 'f s escape s');
    expect(events).toEqual([{ type: 'flagged', question: 'one', on: true }]);
    expect(text).toMatch(/✔ 0 right {2}✖ 0 wrong {2}– 2 skipped {2}⚑ 1 flagged/);
  });

  it('flags a question after it was answered', async () => {
    const { events } = await sit([items.choice], `${right} f f enter`);
    expect(events.slice(1)).toEqual([
      { type: 'flagged', question: 'one', on: true },
      { type: 'flagged', question: 'one', on: false },
    ]);
  });

  it('quits with a summary, and names what is left', async () => {
    const { end, text } = await sit(two, 'q');
    expect(end).toBe(0);
    expect(text).toMatch(/2 questions were not asked\. Go on with:\s+microlab quiz/);
  });

  it('is interrupted by Ctrl-C, or where the terminal is gone', async () => {
    for (const names of [`${right} ^c`, right]) {
      const { end, events, text } = await sit(two, names);
      expect(end).toBeInstanceOf(Interrupted);
      expect(end).toMatchObject({ exitCode: 130 });
      expect(events).toHaveLength(1);
      expect(text.endsWith('<closed>')).toBe(true);
    }
  });

  it('draws the question anew where the terminal has another size', async () => {
    const [key] = keys('q') as [Key];
    const { text } = await sit([items.choice], ['resize', key]);
    expect(text.match(/What does an echo do\?/g)).toHaveLength(2);
  });

  it.each(Object.values(items))('fits $kind into 40 columns', async item => {
    const { text } = await sit([item], 'enter', { columns: 40, rows: 20 });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: moving the cursor takes no room
    const lines = text.replace(/\u001b\[\d*[A-K]/g, '').split(/\r\n|\r/);
    expect(lines.filter(line => line.length > 39)).toEqual([]);
  });
});

describe('a session of plain lines', () => {
  async function type(list: readonly Item[], lines: readonly string[]) {
    const { terminal, written } = memoryTerminal();
    const context = createContext({ terminal, debug: false, host, env: {} }, {});
    const { events, record } = memoryLog();
    const waiting = [...lines];
    const end = await plain(context, new Sitting(session(list), { record }, () => 0), async () =>
      waiting.length === 0 ? null : (waiting.shift() ?? null),
    );
    return { end, events, out: written.out };
  }

  it('prints each option once and takes typed lines', async () => {
    const { end, events, out } = await type(two, [right, 'digest']);
    expect(end).toBe(0);
    expect(events).toMatchObject([{ right: true }, { right: true }]);
    expect(out.match(/ [abc]\) It /g)).toHaveLength(3);
    expect(out).toContain('Question 1 of 2, echoes, basic, one choice');
    expect(out).toContain('✔ 2 right');
  });

  it('moves no cursor and draws no boxes', async () => {
    const { out } = await type(Object.values(items), [
      'a',
      'a,b',
      'c a b',
      'a b c',
      '1',
      'hash',
      '4',
      '',
      '3',
    ]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
    expect(out).not.toMatch(/[\u001b\r─❯]/);
    expect(out).toContain('Comes again');
    expect(out).not.toContain('not asked');
  });

  it('has every command', async () => {
    const { events, out } = await type(two, [':undo', ':f', wrong, ':u', ':skip', ':help', ':nothing', ':q']);
    expect(events.map(({ type: kind }) => kind)).toEqual(['flagged', 'answered', 'undone']);
    expect(out).toMatch(
      /Nothing was answered yet\.[\s\S]*Flagged[\s\S]*✖ wrong[\s\S]*Taken back[\s\S]*Skipped\./,
    );
    expect(out).toContain('There is no :nothing.');
    expect(out).toMatch(/1 skipped[\s\S]*1 question was not asked/);
  });

  it('says what is wrong with a line, and asks again', async () => {
    const { events, out } = await type([items.number], ['many', '1,000 ms']);
    expect(out).toContain('Type a number, such as 12 or 0.5.');
    expect(events).toMatchObject([{ right: true }]);
  });

  it('shows a card before it asks how well it was known', async () => {
    const { events, out } = await type([items.card], ['', 'good']);
    expect(out.indexOf('Enter shows the answer')).toBeLessThan(out.indexOf('A voice that comes back.'));
    expect(events).toMatchObject([{ question: 'recall', rating: 'good' }]);
  });

  it('ends with the summary where there are no more lines', async () => {
    const { end, out } = await type(two, []);
    expect(end).toBe(0);
    expect(out).toContain('2 questions were not asked');
  });
});
