import type { EmitGrade, GradeEvent } from '../../grade/events.ts';
import { inWords } from '../../platform/duration.ts';
import { type Layout, noteLines } from '../../report/lines.ts';
import { columns } from '../columns.ts';
import type { Terminal } from '../terminal.ts';
import { resultEntry } from './lines.ts';

interface GradingView {
  emit: EmitGrade;
  announce: { first(): void; second(): void };
  close(): void;
}

/** Shows a grading on stderr while it goes on: a line for each submission as it ends, and on a terminal how many are left. */
export async function gradingView(terminal: Terminal, clean: string): Promise<GradingView> {
  const { errLayout: layout } = terminal;
  const spinner = await terminal.spinner('reading what was handed in');
  const running = new Set<string>();
  let jobs = 0;
  let done = 0;

  const spin = () => {
    if (!spinner) return;
    const names = [...running].join(', ');
    const text = jobs === 0 ? 'reading what was handed in' : `${done} of ${jobs} graded · ${names}`;
    const room = layout.width - 4;
    spinner.text = text.length > room ? `${text.slice(0, room - 1)}…` : text;
  };

  return {
    emit(event) {
      if (event.type === 'begun') jobs = event.jobs;
      if (event.type === 'canary-started') running.add('a known-good submission first');
      if (event.type === 'canary-passed') running.clear();
      if (event.type === 'started') running.add(event.submission);
      if (event.type === 'graded') {
        running.delete(event.result.submission.id);
        done++;
      }
      terminal.err(eventLines(event, layout));
      spin();
    },
    announce: {
      first: () => terminal.err([layout.paint.strong('Cleaning up… (Ctrl-C again ends at once)')]),
      second() {
        spinner?.stop();
        terminal.err(['Ended before everything was removed. This removes the rest:', `  ${clean}`]);
      },
    },
    close: () => spinner?.stop(),
  };
}

function eventLines(event: GradeEvent, layout: Layout): string[] {
  switch (event.type) {
    case 'begun': {
      const kept = event.kept === 0 ? '' : `, ${event.kept} were graded before and are kept`;
      return [layout.paint.dim(`${event.jobs} to grade${kept}`)];
    }
    case 'canary-passed':
      return [
        `${layout.paint.good('✔')} This machine can be trusted: a known-good submission reached 100% ${layout.paint.dim(`(${inWords(event.durationMs)})`)}`,
      ];
    case 'graded':
      return columns([resultEntry(event.result, ` (${inWords(event.result.durationMs)})`)], layout, '');
    case 'note':
      return noteLines(event.text, layout);
    default:
      return [];
  }
}
