import type { Exercise } from '../content/index.ts';
import type { Mutant, Subject } from '../content/subjects.ts';
import type { CheckResult, Report } from '../report/model.ts';

/** One line of `content check`: what a piece of work should have done to the checks, and what it did. */
export interface Row {
  exercise: string;
  subject: Subject['kind'] | 'check';
  name: string;
  ok: boolean;
  /** Something could not be found out: the machine's fault. */
  undecided: boolean;
  /** It was not run: the time was up. Neither right nor wrong. */
  left: boolean;
  expected: string;
  saw: string;
  /** The checks that failed, the one that a mutant names first. */
  failed: string[];
  /** What the learner would read, for each failed check. */
  messages: Record<string, string>;
  durationMs: number;
}

/** Holds a report against what the work is meant to do. `twin`: another mutant that fails in the same way. */
export function judge(exercise: string, subject: Subject, { checks }: Report, twin: string | null): Row {
  const failed = checks.filter(({ status }) => status === 'failed').map(({ id }) => id);
  const messages = Object.fromEntries(
    checks.filter(({ status }) => status === 'failed').map(({ id, message }) => [id, message ?? '']),
  );
  const open = checks.filter(({ status }) => status === 'error');
  const base = { exercise, subject: subject.kind, name: subject.name, failed, messages, durationMs: 0 };
  const row = (ok: boolean, expected: string, saw: string): Row => ({
    ...base,
    ok: ok && open.length === 0,
    undecided: open.length > 0,
    left: false,
    expected,
    saw: open[0] ? `could not be found out: ${open[0].message}` : saw,
  });

  switch (subject.kind) {
    case 'starter': {
      const [first] = checks;
      const byBehaviour = first?.status === 'passed' && coreFailed(checks);
      return row(
        byBehaviour,
        'starts, then fails by behaviour',
        first?.status === 'passed' ? list(failed) : `does not start: ${first?.message}`,
      );
    }
    case 'solution':
      return row(
        checks.every(({ status }) => status === 'passed' || status === 'skipped') && failed.length === 0,
        'every check passes',
        list(failed, messages),
      );
    case 'alternative':
      return row(
        !coreFailed(checks),
        'every core check passes',
        coreFailed(checks)
          ? list(failed, messages)
          : `passed core${failed.length > 0 ? `; stretch: ${failed.join(', ')}` : ''}`,
      );
    case 'mutant':
      return mutantRow(subject.mutant, failed, messages, twin, row);
  }
}

type MakeRow = (ok: boolean, expected: string, saw: string) => Row;

function mutantRow(
  { caughtBy, follows, says }: Mutant,
  failed: readonly string[],
  messages: Record<string, string>,
  twin: string | null,
  row: MakeRow,
): Row {
  const ordered = [...failed.filter(id => id === caughtBy), ...failed.filter(id => id !== caughtBy)];
  const made = (ok: boolean, expected: string, saw: string): Row => ({
    ...row(ok, expected, saw),
    failed: ordered,
  });
  const message = messages[caughtBy];
  if (message === undefined) {
    return made(
      false,
      `caught by ${caughtBy}`,
      failed.length === 0 ? 'survived' : `caught by ${failed.join(', ')} instead`,
    );
  }
  const stray = failed.find(id => id !== caughtBy && !follows.includes(id));
  if (stray !== undefined) {
    return made(
      false,
      `caught by ${[caughtBy, ...follows].join(', ')} alone`,
      `${stray} failed too: ${messages[stray]}`,
    );
  }
  if (says !== undefined && !message.includes(says))
    return made(false, `a message that says «${says}»`, message);
  if (twin !== null) return made(false, 'fails in a way of its own', `fails like ${twin}`);
  return made(true, `caught by ${caughtBy}`, `caught by ${ordered.join(', ')}`);
}

/** The row of work whose run did not come to a report at all. */
export function unreported(exercise: string, { kind, name }: Subject, reason: string): Row {
  const saw = `could not be found out: ${reason}`;
  return {
    exercise,
    subject: kind,
    name,
    ok: false,
    undecided: true,
    left: false,
    expected: 'a report',
    saw,
    failed: [],
    messages: {},
    durationMs: 0,
  };
}

/** The row of work that was not run, since the time was up. */
export function leftOut(exercise: string, subject: Subject): Row {
  const row = unreported(exercise, subject, '');
  return { ...row, ok: true, undecided: false, left: true, saw: 'left out: the time was up' };
}

/** A row for each check that no mutant was caught by: such a check may be dead weight. */
export function unkilled(exercise: Exercise, rows: readonly Row[]): Row[] {
  const killed = new Set(
    rows
      .filter(row => row.exercise === exercise.id && row.subject === 'mutant')
      .flatMap(({ failed }) => failed),
  );
  return exercise.checks
    .filter(({ id }) => !killed.has(id))
    .map(({ id }) => ({
      exercise: exercise.id,
      subject: 'check',
      name: id,
      ok: false,
      undecided: false,
      left: false,
      expected: 'catches a mutant',
      saw: 'catches none',
      failed: [],
      messages: {},
      durationMs: 0,
    }));
}

const coreFailed = (checks: readonly CheckResult[]) =>
  checks.some(({ tier, status }) => tier === 'core' && status === 'failed');

const list = (failed: readonly string[], messages: Record<string, string> = {}) =>
  failed.length === 0
    ? 'all passed'
    : `failed: ${failed.map(id => (messages[id] ? `${id} (${messages[id]})` : id)).join(', ')}`;
