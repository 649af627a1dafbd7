import type { Item } from '../../content/questions/bank.ts';
import type { Asked } from '../../quiz/model.ts';
import type { Session } from '../../quiz/session.ts';
import type { Layout } from '../../report/lines.ts';
import { noPaint, type Paint } from '../../report/paint.ts';
import { hanging, wrap } from '../../report/wrap.ts';
import { kindOf } from './kinds/index.ts';
import type { Shown } from './kinds/kind.ts';
import { bare, codeLines } from './listing.ts';
import { prose } from './prose.ts';

/** A question with its listing, coloured where there are colours. */
export async function shown(asked: Asked, item: Item | null, paint: Paint): Promise<Shown> {
  const back = item?.kind === 'card' ? { answer: item.answer, points: item.points } : null;
  if (asked.code === null) return { ...asked, back, listing: null };
  const listing =
    paint === noPaint
      ? bare(asked.code.text)
      : await (await import('./highlight.ts')).highlighted(asked.code);
  return { ...asked, back, listing };
}

export interface Place {
  readonly number: number;
  readonly of: number;
  readonly flagged: boolean;
}

export function placeIn(session: Session, id: string): Place {
  const { done, left } = session.progress();
  return { number: done + 1, of: done + left, flagged: session.isFlagged(id) };
}

/**
 * Where one is, the question, and its listing unless that is what is answered.
 * @param drawn false: words alone, as they are read aloud
 */
export function headLines(asked: Shown, place: Place, layout: Layout, drawn = true): string[] {
  const { paint, width } = layout;
  const { kind, topic, level, question, listing } = asked;
  const facts = [
    `Question ${place.number} of ${place.of}`,
    topic,
    level,
    kindOf(kind).title,
    ...(place.flagged ? ['flagged'] : []),
  ];
  return [
    '',
    ...(drawn ? ruled(facts.join(' · '), width) : wrap(facts.join(', '), width)).map(paint.dim),
    '',
    ...prose(question, layout),
    '',
    ...(listing === null || kind === 'fault'
      ? []
      : [...listing.flatMap(line => codeLines(line, layout)), '']),
  ];
}

/** A line through the whole width, so that one sees where a question begins. */
export function ruled(text: string, width: number): string[] {
  const lines = hanging('── ', text, width);
  return lines.map((line, index) =>
    index === lines.length - 1 ? `${line} `.padEnd(width, '─').trimEnd() : line,
  );
}
