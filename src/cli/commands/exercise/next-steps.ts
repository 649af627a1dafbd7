import type { Report } from '../../../report/model.ts';

interface Situation {
  /** The reference solution was verified, not the learner's work. */
  solution: boolean;
  /** The folder, where it was named. */
  dir: string | undefined;
  /** The exercise that follows in the course. */
  next: string | undefined;
}

/** What to do after a run, a sentence each. Commands stand in backquotes. */
export function nextSteps({ exercise, verdict, seed, checks }: Report, { solution, dir, next }: Situation): string[] {
  const again = `microlab exercise run ${exercise}${solution ? ' --solution' : ''}${dir === undefined ? '' : ` --dir ${dir}`}`;
  const failed = checks.filter(({ status }) => status === 'failed');
  if (verdict === 'inconclusive') return [`Run it again: \`${again}\`. If that does not help, \`microlab doctor\` says what is missing here.`];
  if (solution && failed.length > 0) return ['The reference solution should pass everywhere: something is wrong with this machine or with microlab. `microlab doctor` says what is missing here.'];
  if (verdict === 'failed') {
    const first = failed.find(({ tier }) => tier === 'core');
    return [
      `Begin with: ${first?.title}. That check alone: \`${again} --check ${first?.id} --seed ${seed}\``,
      `Stuck? \`microlab exercise hint ${exercise}\``,
    ];
  }
  const steps: string[] = [];
  const elsewhere = checks.find(({ status, verifiedBy }) => status === 'skipped' && verifiedBy !== null)?.verifiedBy;
  if (elsewhere) steps.push(`What was skipped here is verified by: \`${again} --runtime ${elsewhere}\``);
  if (failed.length > 0) steps.push(`Core is done. To go further: ${failed.map(({ title }) => title).join('; ')}.`);
  if (solution) steps.push(`Now your own: \`microlab exercise start ${exercise}\``);
  else steps.push(next === undefined ? 'That was the last exercise of the course.' : `Next: \`microlab exercise start ${next}\``);
  return steps;
}
