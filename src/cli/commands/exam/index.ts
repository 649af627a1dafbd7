import type { Register } from '../../context.ts';
import * as exam from './exam.ts';
import * as list from './list.ts';
import * as paper from './paper.ts';
import * as report from './report.ts';
import * as start from './start.ts';
import * as submit from './submit.ts';

export const register: Register = (program, act) => {
  const group = exam.create(program, act);
  for (const command of [list, start, submit, report, paper]) command.register(group, act);
  // Last, since commands take it over when they are made: `exam --help` is answered by what the group does by itself.
  group.helpOption(false);
};
