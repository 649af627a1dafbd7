import { relative } from 'node:path';
import { UserError } from '../errors.ts';

/** Something wrong in a content file. Lines and columns count from 1. */
export interface Problem {
  file: string;
  line: number;
  column: number;
  message: string;
}

/** `file:line:column: message` for each problem, in the order of files and lines. */
export function problemLines(problems: readonly Problem[], cwd = process.cwd()): string[] {
  return [...problems]
    .sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column)
    .map(({ file, line, column, message }) => `${relative(cwd, file) || file}:${line}:${column}: ${message}`);
}

/** One error that shows every problem. */
export function contentError(problems: readonly Problem[]): UserError {
  return new UserError(
    `The content has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}.`,
    {
      details: problemLines(problems),
      fix: 'Mend the lines above. What each key means is in docs/authoring.md.',
    },
  );
}
