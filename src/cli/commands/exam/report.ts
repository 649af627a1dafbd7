import { formats } from '../../../report/grades/formats/registry.generated.ts';
import type { Register } from '../../context.ts';

export const register: Register = (group, act) => {
  const report = group.command('report');
  report
    .description('the result of an exam that you took')
    .argument('[attempt]', 'which one (default: the last)')
    .addOption(
      report
        .createOption('--format <name>', 'how it is written')
        .choices(Object.keys(formats))
        .default('text'),
    )
    .option('--output <file>', 'write it into a file')
    .action(act(() => import('./report.handler.ts')));
};
