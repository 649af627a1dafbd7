import { describe, expect, it } from 'vitest';
import { feedbackLines } from '../../src/cli/quiz/feedback.ts';
import { kindOf } from '../../src/cli/quiz/kinds/index.ts';
import { headLines, shown } from '../../src/cli/quiz/question.ts';
import { session } from '../../src/cli/quiz/quiz.fixture.ts';
import { noPaint } from '../../src/report/paint.ts';
import { answerTo, items, lineOf } from '../terminal/quiz.ts';

// Every question of the bank, as it is asked and answered at the terminal.

/** All lines of a question and of the feedback to its right answer, and that answer's mark. */
async function whole(item: (typeof items)[number], width: number) {
  const layout = { paint: noPaint, width };
  const sitting = session([item]);
  const current = sitting.current();
  if (!current) throw new Error('nothing is asked');
  const asked = await shown(current, item, noPaint);
  const kind = kindOf(item.kind);
  const response = kind.read(lineOf(answerTo({ item, asked })), asked);
  if (typeof response === 'string') throw new Error(`${item.id}: ${response}`);
  const answered = { asked, response, ...sitting.answer(response, 1000) };
  const lines = [
    ...headLines(asked, { number: 99, of: 100, flagged: true }, layout),
    ...kind.draw(kind.start(asked), asked, layout).lines,
    ...kind.plain(asked, layout),
    ...feedbackLines(answered, command => command, layout),
  ];
  return { lines, mark: answered.mark };
}

describe('each question of the bank', () => {
  it.each([39, 79])('fits into %i columns; only commands are never broken', async width => {
    const long: string[] = [];
    for (const item of items)
      for (const line of (await whole(item, width)).lines)
        if (line.length > width && !line.startsWith('  microlab ')) long.push(`${item.id}: ${line}`);
    expect(long).toEqual([]);
  });

  it('can be answered rightly by a typed line', async () => {
    const wrong: string[] = [];
    for (const item of items) if (!(await whole(item, 80)).mark.right) wrong.push(item.id);
    expect(items.length).toBeGreaterThan(200);
    expect(wrong).toEqual([]);
  });
});
