import { EXPORT_FORMATS } from '../../../quiz/export-formats.ts';
import type { Register } from '../../context.ts';

export const register: Register = (group, act) => {
  const command = group.command('export');
  command
    .description('all questions with their answers, for another program')
    .addOption(
      command
        .createOption('--format <name>', 'anki: text that its importer reads')
        .choices(EXPORT_FORMATS)
        .makeOptionMandatory(),
    )
    .option('--output <file>', 'write it into a file')
    .action(act(() => import('./export.handler.ts')));
};
