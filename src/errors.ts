/** The exit codes that scripts rely on. */
export const EXIT = { ok: 0, failed: 1, usage: 2, missing: 3, inconclusive: 4, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

interface UserErrorParts {
  /** Facts that help to see the cause, a line each. */
  details?: readonly string[];
  /** What to do about it: a command, or a sentence. */
  fix?: string;
  exitCode?: ExitCode;
  cause?: unknown;
}

/** Something that the person at the terminal can mend: shown without a stack trace. Exit code 2 unless told otherwise. */
export class UserError extends Error {
  readonly details: readonly string[];
  readonly fix: string | undefined;
  readonly exitCode: ExitCode;

  constructor(message: string, { details = [], fix, exitCode = EXIT.usage, cause }: UserErrorParts = {}) {
    super(message, { cause });
    this.name = 'UserError';
    this.details = details;
    this.fix = fix;
    this.exitCode = exitCode;
  }
}

/** The machine lacks something (an engine, a plugin, disk space): exit code 3. */
export class MissingError extends UserError {
  constructor(message: string, parts: Omit<UserErrorParts, 'exitCode'> = {}) {
    super(message, { ...parts, exitCode: EXIT.missing });
    this.name = 'MissingError';
  }
}

/**
 * The learner's work is not what was asked for: a check that throws it has failed.
 * Anything else that a check throws means that the lab could not find out.
 */
export class WorkFault extends Error {
  readonly expected: unknown;
  readonly actual: unknown;
  /** Is it about time alone? Then a machine that stood still could be the cause as well. */
  readonly byTime: boolean;

  constructor(
    message: string,
    {
      expected = null,
      actual = null,
      byTime = false,
      cause,
    }: { expected?: unknown; actual?: unknown; byTime?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'WorkFault';
    this.expected = expected;
    this.actual = actual;
    this.byTime = byTime;
  }
}

/** What was thrown, as text for a person. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
