import type { Register } from '../../context.ts';
import * as answer from './answer.ts';
import * as card from './card.ts';
import * as exportQuestions from './export.ts';
import * as quiz from './quiz.ts';
import * as stats from './stats.ts';

export const register: Register = (program, act) => {
  const group = quiz.create(program, act);
  for (const command of [stats, card, answer, exportQuestions]) command.register(group, act);
  // Last, since commands take it over when they are made: `quiz --help` is answered by what the group does by itself.
  group.helpOption(false);
};
