import { stripVTControlCharacters } from 'node:util';
import { inWords } from '../../platform/duration.ts';
import type { Memory } from '../../quiz/model.ts';
import { byFrequency, type Summary } from '../../quiz/summary.ts';
import type { Layout } from '../../report/lines.ts';
import { wrap } from '../../report/wrap.ts';
import { when } from './feedback.ts';
import { prose } from './prose.ts';

/** What a session came to, and what the quiz itself cannot know of it. */
export interface SittingFacts {
  readonly summary: Summary;
  readonly flagged: number;
  readonly ms: number;
  /** Of the questions that were answered, as far as they are scheduled. */
  readonly memories: readonly Memory[];
  /** The command that goes on with what is left. */
  readonly again: string;
}

/** The end of a session: how it went, what to read, what to do, and when to come back. */
export function summaryLines(
  { summary, flagged, ms, memories, again }: SittingFacts,
  typed: (command: string) => string,
  layout: Layout,
): string[] {
  const { paint, width } = layout;
  const { asked, right, skipped, left, wrong, exercises } = summary;
  const command = (text: string) => `  ${paint.code(typed(text))}`;
  const counts = [
    paint.good(`✔ ${right} right`),
    paint.bad(`✖ ${asked - right} wrong`),
    `– ${skipped.length} skipped`,
    `⚑ ${flagged} flagged`,
    `in ${inWords(ms)}`,
  ];
  return [
    '',
    paint.strong('Your session'),
    ...flowing(counts, width),
    ...section('To read', readingLines(wrong, layout), layout),
    ...section(
      'To do',
      exercises.map(id => command(`microlab exercise start ${id}`)),
      layout,
    ),
    ...section('Comes again', dueLines(memories, width), layout),
    ...section('Left', left === 0 ? [] : [...leftLines(left, width), command(again)], layout),
    '',
  ];
}

const section = (title: string, lines: readonly string[], { paint }: Layout) =>
  lines.length === 0 ? [] : ['', paint.strong(title), ...lines];

/** Facts one after the other, broken between them only. */
function flowing(facts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const fact of facts) {
    const joined = `${lines.at(-1) ?? ''}  ${fact}`;
    if (lines.length > 0 && stripVTControlCharacters(joined).length <= width)
      lines[lines.length - 1] = joined;
    else lines.push(`  ${fact}`);
  }
  return lines;
}

/** Topics with the sources of their questions, the weakest topic first, each source once. */
function readingLines(wrong: Summary['wrong'], layout: Layout): string[] {
  return byFrequency(wrong.map(({ topic }) => topic)).flatMap(topic => {
    const sources = wrong.filter(item => item.topic === topic).flatMap(({ source }) => source.split('; '));
    return [`  ${topic}`, ...[...new Set(sources)].flatMap(source => prose(source, layout, '    - '))];
  });
}

/** `2 tomorrow, 5 in 3 days` */
function dueLines(memories: readonly Memory[], width: number): string[] {
  if (memories.length === 0) return [];
  const days = memories.toSorted((a, b) => a.due.localeCompare(b.due)).map(when);
  const counts = [...new Set(days)].map(day => `${days.filter(one => one === day).length} ${day}`);
  return wrap(counts.join(', '), width - 2).map(line => `  ${line}`);
}

const leftLines = (left: number, width: number) =>
  wrap(`${left} ${left === 1 ? 'question was' : 'questions were'} not asked. Go on with:`, width);
