import { formats } from '../../report/grades/formats/registry.generated.ts';
import { withClusterOptions } from '../cluster-options.ts';
import type { Register } from '../context.ts';
import { duration, gatherOf, percent, positive } from '../values.ts';

const HELP = `
A submission is a folder or an archive with answers.yaml and a folder for each
exercise, named by its id. A folder of submissions is a class. With --output,
the folder gets results.jsonl (each result as soon as it is known), the class
report, gradebook.csv, and a report for the teacher and one for the learner of
each submission.

Exit codes: 0 every submission got a verdict, whatever the marks; 1 a mark is
below --fail-under, or --verify found a difference; 2 wrong usage or broken
content; 3 something is missing on this machine; 4 a submission could not be
decided (grade again with --resume), or this machine is not trusted; 130
interrupted.`;

export const register: Register = (program, act) => {
  const grade = program.command('grade');
  grade
    .description('grade submissions to an exam: one of them, or a class')
    .argument('<submissions...>', 'folders and archives, or a folder that holds them')
    .option('--exam <id>', 'the exam that they were made for')
    .option(
      '--seed <text>',
      "the exam's seed (also: MICROLAB_EXAM_SEED; default: the exam's id, which everybody knows)",
    )
    .option('--seed-per-submission', 'each submission has questions and random data of its own, repeatably')
    .option('--output <folder>', 'where results and reports go (default: the report goes to stdout)')
    .option('--resume', 'go on with what the output folder holds, and grade again what was inconclusive')
    .addOption(
      grade
        .createOption('--format <name>', 'how reports are written (with --output it may be given again)')
        .choices(Object.keys(formats))
        .argParser(gatherOf(Object.keys(formats))),
    )
    .addOption(
      grade
        .createOption('--audience <who>', 'who reads what goes to stdout: a learner sees nothing of the key')
        .choices(['teacher', 'learner'])
        .default('teacher'),
    )
    .option('--jobs <n>', 'how many submissions are graded at the same time', positive)
    .option(
      '--deadline <time>',
      'how long a submission may take at most (default: 10m an exercise)',
      duration,
    )
    .option('--due <time>', 'mark submissions after this time as late, such as 2026-05-04T18:00:00+02:00')
    .addOption(
      grade
        .createOption('--times <from>', 'where the time of a submission is read')
        .choices(['answers', 'files'])
        .default('answers'),
    )
    .option(
      '--corrections <file>',
      'what you changed by hand (default: corrections.yaml in the output folder)',
    )
    .option('--fail-under <percent>', 'exit 1 where a mark is below', percent)
    .option('--offline', 'what is built and run reaches no network at all')
    .addOption(
      grade
        .createOption(
          '--runtime <name>',
          'where the work runs: local only in a container that is thrown away',
        )
        .choices(['docker', 'local']),
    )
    .option('--accept-open-network', 'run Kubernetes work although the cluster keeps it from no network')
    .option('--verify <report>', 'grade the submission of this report again, and compare');
  withClusterOptions(grade)
    .addHelpText('after', HELP)
    .action(act(() => import('./grade.handler.ts')));
};
