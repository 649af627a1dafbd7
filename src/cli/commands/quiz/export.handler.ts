import { exportQuestions } from '../../../quiz/export.ts';
import type { ExportFormat } from '../../../quiz/export-formats.ts';
import type { Context } from '../../context.ts';
import { refuseInExam } from '../../exam/guard.ts';
import { deliver } from '../../output.ts';

export async function handler(
  context: Context,
  { format, output }: { format: ExportFormat; output?: string },
): Promise<void> {
  const { items } = await context.questions();
  await refuseInExam(
    context,
    'questions',
    items.map(({ id }) => id),
  );
  await deliver(context, exportQuestions(items, format), { output, what: 'The questions' });
}
