import type { Report } from '../../../report/model.ts';
import { quoted, type Step } from '../../steps.ts';

interface Situation {
  /** The reference solution was verified, not the learner's work. */
  solution: boolean;
  /** All checks were asked for, not a selection. */
  whole: boolean;
  /** The folder, where it was named. */
  dir: string | undefined;
  /** The exercise that follows in the course. */
  next: string | undefined;
}

const DOCTOR: Step = { text: 'What is missing on this machine:', command: 'microlab doctor' };

/** What to do after a run. */
export function nextSteps(
  { exercise, verdict, seed, checks }: Report,
  { solution, whole, dir, next }: Situation,
): Step[] {
  const again = `microlab exercise run ${exercise}${solution ? ' --solution' : ''}${dir === undefined ? '' : ` --dir ${quoted(dir)}`}`;
  const failed = checks.filter(({ status }) => status === 'failed');
  const elsewhere = checks.find(
    ({ status, verifiedBy }) => status === 'skipped' && verifiedBy !== null,
  )?.verifiedBy;

  if (verdict === 'inconclusive') return [{ text: 'Run it again:', command: again }, DOCTOR];
  if (solution && failed.length > 0)
    return [
      {
        text: 'The reference solution should pass everywhere: something is wrong with this machine or with microlab.',
      },
      DOCTOR,
    ];
  if (verdict === 'failed') {
    const first = failed.find(({ tier }) => tier === 'core');
    return [
      {
        text: `Begin with: ${first?.title}. That check alone, with the same data:`,
        command: `${again} --check ${first?.id} --seed ${quoted(seed)}`,
      },
      { text: 'Stuck?', command: `microlab exercise hint ${exercise}` },
    ];
  }
  const steps: Step[] = [];
  if (elsewhere)
    steps.push({
      text: `What was skipped here is verified on ${elsewhere}:`,
      command: `${again} --runtime ${elsewhere}`,
    });
  if (!whole) return [...steps, { text: 'All checks:', command: again }];
  if (failed.length > 0)
    steps.push({ text: `Core is done. To go further: ${failed.map(({ title }) => title).join('; ')}.` });
  if (solution) steps.push({ text: 'Now your own:', command: `microlab exercise start ${exercise}` });
  else if (next === undefined) steps.push({ text: 'That was the last exercise of the course.' });
  else steps.push({ text: 'Next:', command: `microlab exercise start ${next}` });
  return steps;
}
