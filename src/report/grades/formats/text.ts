import { noPaint } from '../../paint.ts';
import { classLines, resultLines } from '../lines.ts';
import type { GradesFormat } from '../model.ts';

const layout = { paint: noPaint, width: 100 };

/** For people who read it later, or in the log of a CI server. */
export const format: GradesFormat = {
  name: 'text',
  ending: 'txt',
  one: result => joined(resultLines(result, layout)),
  all: report => joined(classLines(report, layout)),
};

const joined = (lines: readonly string[]) => `${inert(lines.join('\n')).replaceAll(/\n{3,}/g, '\n\n')}\n`;

/** A CI server obeys lines such as `::error::` or `##[group]` in a log: what a submission printed must not be one. */
const inert = (text: string) => text.replaceAll(/^(\s*:):/gm, '$1 :').replaceAll('##[', '## [');
