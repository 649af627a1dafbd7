import { MissingError, WorkFault } from '../../errors.ts';

export interface Crash {
  service: string;
  code: number | null;
  /** The last lines that it printed. */
  lines: readonly string[];
  /** What its image would have and this machine does not: build steps that were left out. */
  leftOut: readonly string[];
  /** The version of Python that the image names, and the one that ran it here. */
  python: { wanted: string | undefined; here: string };
}

const OF_ANOTHER_PYTHON = /\b(SyntaxError|ImportError|AttributeError: module)\b/;
const PORT_TAKEN = /Address already in use|EADDRINUSE|address in use/i;

/**
 * What to say of a service that ended by itself. A WorkFault, unless what differs between this machine and its image
 * may be the cause: then only Docker can tell.
 */
export function crashOf({ service, code, lines, leftOut, python }: Crash): Error {
  const text = lines.join('\n');
  const printed =
    lines.length > 0
      ? ` Its last lines:\n${lines.map(line => `  ${line}`).join('\n')}`
      : ' It printed nothing.';
  const cannotTell = (why: string, details: readonly string[]) =>
    new MissingError(
      `${service} ended with exit code ${code}, and the local runtime cannot tell whether that is its fault: ${why}`,
      {
        details: [...details, ...lines.slice(-10)],
        fix: 'Verify with Docker: --runtime docker',
      },
    );
  if (PORT_TAKEN.test(text)) {
    return cannotTell(
      'the port that it wanted was taken. Most often it ignores the variable PORT and takes a fixed one.',
      [],
    );
  }
  if (leftOut.length > 0)
    return cannotTell('its Dockerfile does more than the local runtime can do:', leftOut);
  if (
    python.wanted !== undefined &&
    !python.here.startsWith(`${python.wanted}.`) &&
    OF_ANOTHER_PYTHON.test(text)
  ) {
    return cannotTell(`its image has Python ${python.wanted}, this machine ${python.here}.`, []);
  }
  return new WorkFault(`${service} ended by itself (exit code ${code}).${printed}`, {
    expected: 'a service that keeps running',
    actual: `it ended with exit code ${code}`,
  });
}
