import {
  checkLines,
  detailLines,
  headLines,
  noteLines,
  PHASE_TITLES,
  phaseLines,
  verdictLines,
} from '../../report/lines.ts';
import type { CheckResult } from '../../report/model.ts';
import { printable } from '../../report/printable.ts';
import { wrap } from '../../report/wrap.ts';
import type { Emit, VerifyEvent } from '../../verify/events.ts';
import type { Terminal } from '../terminal.ts';

interface ViewOptions {
  /** Show why each check did not pass, and the verdict; else one line for each phase and check alone. */
  details: boolean;
  /** Show what tools print. */
  output: boolean;
  /** Where the evidence of a check lies. */
  evidence(check: string): string | null;
  /** The command that removes what is left. */
  clean: string;
}

export interface LiveView {
  emit: Emit;
  announce: { first(): void; second(): void };
  close(): void;
}

/** Shows a run on stderr while it goes on: a line for each phase and each check; what goes on now on a line that moves. */
export async function liveView(terminal: Terminal, options: ViewOptions): Promise<LiveView> {
  const { errLayout: layout } = terminal;
  const running = new Map<string, string>();
  const spinner = await terminal.spinner('beginning');
  let doing = 'beginning';
  let run = '';
  let before: CheckResult | undefined;
  let interrupted = false;

  const spin = (last = '') => {
    if (!spinner) return;
    const text = [[...running.values()].at(-1) ?? doing, printable(last).trim()]
      .filter(part => part !== '')
      .join(' · ');
    const room = layout.width - 4;
    spinner.text = text.length > room ? `${text.slice(0, room - 1)}…` : text;
  };

  return {
    emit(event) {
      if (event.type === 'run-started') run = `run ${event.runId} on ${event.runtime}`;
      if (event.type === 'phase-started') doing = PHASE_TITLES[event.phase];
      if (event.type === 'check-started') running.set(event.id, event.title);
      if (event.type === 'check-ended') running.delete(event.result.id);
      terminal.err(lines(event));
      if (event.type === 'check-ended') before = event.result;
      spin(event.type === 'output' ? event.line : '');
    },
    announce: {
      first() {
        interrupted = true;
        terminal.err([layout.paint.strong('Cleaning up… (Ctrl-C again ends at once)')]);
      },
      second() {
        spinner?.stop();
        const labelled =
          run === ''
            ? 'What was made so far'
            : `What ${run} had made (all of it has its id in the label dev.microlab.run)`;
        const text = `Ended before everything was removed. ${labelled} may still be there. This removes it:`;
        terminal.err([...wrap(text, layout.width), `  ${options.clean}`]);
      },
    },
    close: () => spinner?.stop(),
  };

  function lines(event: VerifyEvent): string[] {
    switch (event.type) {
      case 'run-started':
        return headLines(event, layout);
      case 'phase-ended':
        return phaseLines(
          event.phase,
          event.durationMs,
          event.failed ? (interrupted ? 'stopped' : 'failed') : 'done',
          layout,
        );
      case 'check-ended':
        return [
          ...checkLines(event.result, layout),
          ...(options.details
            ? detailLines(event.result, layout, { evidence: options.evidence(event.result.id), before })
            : []),
        ];
      case 'note':
        return noteLines(event.text, layout);
      case 'output':
        return options.output ? [layout.paint.dim(`  ${printable(event.line)}`)] : [];
      case 'run-ended':
        return options.details ? ['', ...verdictLines(event.report, layout)] : [];
      default:
        return [];
    }
  }
}
