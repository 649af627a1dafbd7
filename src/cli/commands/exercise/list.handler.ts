import { nextExercise, passedExercises } from '../../../progress/views.ts';
import { columns } from '../../columns.ts';
import type { Context } from '../../context.ts';

export async function handler({ terminal, catalog, progress }: Context): Promise<void> {
  const { exercises } = await catalog();
  const events = await (await progress()).events();
  const passed = passedExercises(events);
  const next = nextExercise(exercises, events);
  const entries = exercises.map(({ id, summary, level, minutes }) => {
    const text = `${summary}\n(${level}, ${minutes} minutes)`;
    if (passed.has(id)) return { sign: '✔ passed', tone: 'good', name: id, text } as const;
    return {
      sign: id === next?.id ? '→ next' : '– open',
      tone: id === next?.id ? 'strong' : 'dim',
      name: id,
      text,
    } as const;
  });
  terminal.out(columns(entries, terminal.outLayout, ''));
}
