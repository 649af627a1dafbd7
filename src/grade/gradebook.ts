import type { ClassReport, ExamResult } from '../report/grades/model.ts';

const LINE_END = '\r\n';
/** What a spreadsheet takes for the beginning of a formula, also in full width. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

/** The class as a table for spreadsheets: CSV as RFC 4180 describes it, a line for each submission. Shares are percent. */
export function gradebook({ results }: Pick<ClassReport, 'results'>): string {
  const [first] = results;
  const sections = first?.sections ?? [];
  const head = [
    'submission',
    'verdict',
    'mark',
    'submitted',
    'late',
    'corrected',
    ...sections.map(({ id }) => id),
    ...sections.flatMap(({ exercises }) => exercises.map(({ exercise }) => exercise)),
    'seed',
    'notes',
  ];
  return [head, ...results.map(row)].map(cells => `${cells.map(cell).join(',')}${LINE_END}`).join('');
}

function row({ submission, verdict, mark, corrections, sections, seed, notes }: ExamResult): string[] {
  return [
    submission.id,
    verdict,
    mark === null ? '' : mark.toFixed(1),
    submission.submittedAt ?? '',
    submission.late ? 'yes' : 'no',
    corrections.map(({ item, reason, by }) => `${item}: ${reason}${by ? ` (${by})` : ''}`).join('; '),
    ...sections.map(({ share }) => percent(share)),
    ...sections.flatMap(({ exercises }) => exercises.map(({ share }) => percent(share))),
    seed,
    notes.join(' '),
  ];
}

const percent = (share: number | null) => (share === null ? '' : (share * 100).toFixed(1));

/** A cell is text and nothing else: an apostrophe keeps a spreadsheet from taking it for a formula. */
function cell(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
