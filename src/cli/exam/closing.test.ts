import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { started } from '../../exam/attempt.fixture.ts';
import type { Attempt } from '../../exam/attempt.ts';
import { type Exams, examsIn } from '../../progress/exams.ts';
import { closed } from './closing.ts';

const NOW = new Date('2026-01-31T12:00:00.000Z');
const clocks = { wall: () => NOW.getTime() + 60_000, steady: () => 0 };

describe('an exam in two windows', () => {
  let dir: string;
  let exams: Exams;
  let attempt: Attempt;
  const elsewhere = (step: Parameters<Exams['append']>[1]) =>
    exams.append(attempt.id, step, { at: NOW.getTime() + 1000, passedMs: 1000 });
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'exams-'));
    exams = examsIn(dir);
    attempt = await exams.begin(started, NOW);
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('is submitted with what was answered in the other one', async () => {
    await elsewhere({ type: 'answered', question: 'two', answer: 'b', durationMs: 1 });
    const end = await closed(exams, attempt, 'learner', clocks);
    expect(end).toMatchObject({ stage: 'submitted', submission: { by: 'learner' } });
    expect(end.answers.get('two')?.answer).toBe('b');
  });

  it('is submitted once', async () => {
    await closed(exams, attempt, 'learner', clocks);
    await elsewhere({ type: 'graded', verdict: 'failed' });
    await expect(closed(exams, attempt, 'learner', clocks)).rejects.toThrow('in another window');
  });

  it('is not graded where the other one gave it up', async () => {
    await elsewhere({ type: 'discarded' });
    await expect(closed(exams, attempt, 'learner', clocks)).rejects.toThrow('given up in another window');
  });
});
