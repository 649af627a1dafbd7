import type { ExamResult } from '../../report/grades/model.ts';
import type { Entry } from '../columns.ts';

const SIGNS = {
  passed: { sign: '✔ passed', tone: 'good' },
  failed: { sign: '✖ failed', tone: 'bad' },
  inconclusive: { sign: '? inconclusive', tone: 'doubt' },
} as const;

const WIDEST = Math.max(...Object.values(SIGNS).map(({ sign }) => sign.length));

/** A submission and its mark, as a row. */
export function resultEntry({ submission, verdict, mark, corrections }: ExamResult, remark = ''): Entry {
  const { sign, tone } = SIGNS[verdict];
  const parts = [
    mark === null ? 'could not be decided' : `${mark.toFixed(1)}%`,
    ...(submission.late ? ['late'] : []),
    ...(corrections.length > 0 ? ['corrected by hand'] : []),
  ];
  return {
    sign: sign.padEnd(WIDEST),
    tone,
    name: submission.id,
    text: `${parts.join(', ')}${remark}`,
  };
}
