import { clean } from '../evidence.ts';
import type { GradesFormat } from '../model.ts';
import { classPage } from '../page/class.ts';
import { resultPage } from '../page/result.ts';
import { page } from '../page/shell.ts';

/** One page that is a file of its own: it loads nothing, sends nothing and runs nothing. */
export const format: GradesFormat = {
  name: 'html',
  ending: 'html',
  one: result => page(`${result.exam.title}: ${clean(result.submission.id, 200)}`, resultPage(result)),
  all: report => page(`${report.exam.title}: class report`, classPage(report)),
};
