import type { ReportFormat } from '../model.ts';

/** For programs: the report itself. */
export const format: ReportFormat = {
  name: 'json',
  render: report => `${JSON.stringify(report, null, 2)}\n`,
};
