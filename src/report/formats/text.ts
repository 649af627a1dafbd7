import { checkLines, detailLines, headLines, noteLines, phaseLines, verdictLines } from '../lines.ts';
import type { ReportFormat } from '../model.ts';
import { noPaint } from '../paint.ts';

const layout = { paint: noPaint, width: 100 };

/** For people who read it later: what the live view shows, without colours. */
export const format: ReportFormat = {
  name: 'text',
  render(report) {
    const { title, runtime, seed, phases, checks, notes } = report;
    const lines = [
      ...headLines({ title, runtime, seed, checks: checks.length }, layout),
      ...phases.flatMap(({ name, durationMs }) => phaseLines(name, durationMs, 'done', layout)),
      '',
      ...checks.flatMap((check, at) => [
        ...checkLines(check, layout),
        ...detailLines(check, layout, { before: checks[at - 1] }),
      ]),
      ...notes.flatMap(note => noteLines(note, layout)),
      '',
      ...verdictLines(report, layout),
    ];
    return `${lines.join('\n').replaceAll(/\n{3,}/g, '\n\n')}\n`;
  },
};
