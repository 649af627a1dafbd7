import { Findings } from '../shared/findings.ts';
import { shown } from '../shared/shown.ts';
import { START } from '../shared/text.ts';
import { readSource, writeSource } from './lines.ts';
import { judge, type Scope } from './rules.ts';
import { Stages } from './stages.ts';
import { Variables } from './variables.ts';

export interface DockerfileOptions {
  /** Values for ARG, as the compose file gives them. */
  args?: Readonly<Record<string, string>>;
  /** Images that the exam allows beside the built-in list. */
  images?: readonly string[];
  /** Letters and digits that no other submission has: the caches of `RUN --mount=type=cache` are named by it. */
  cache: string;
}

export interface CheckedDockerfile {
  /** `file:line:column: what, and why`. Nothing may be built while there is one. */
  problems: string[];
  notes: string[];
  /** The images that it starts from or copies from, without `scratch`. */
  bases: string[];
  /** The file as it is to be built: written anew, each instruction on the line where it began. */
  text: string;
}

const MAX_BYTES = 64 * 1024;
const MAX_INSTRUCTIONS = 300;
const FRONTEND = /^(docker\.io\/)?docker\/dockerfile(-upstream)?(:[\w.-]+)?(@sha256:[0-9a-f]{64})?$/;

/** Holds a stranger's Dockerfile to the strict rules. `file` is its name in messages. */
export function checkDockerfile(file: string, text: string, options: DockerfileOptions): CheckedDockerfile {
  const findings = new Findings(file);
  const bases = new Set<string>();
  const { args = {}, images = [], cache } = options;
  const result = (written: string): CheckedDockerfile => {
    return { problems: findings.problems, notes: findings.notes, bases: [...bases].sort(), text: written };
  };
  if (Buffer.byteLength(text) > MAX_BYTES) {
    findings.problem(START, `The file is larger than ${MAX_BYTES / 1024} KiB.`);
    return result('');
  }
  const { joins, syntax, instructions } = readSource(text, findings);
  if (syntax) checkSyntax(syntax, findings);
  if (instructions.length > MAX_INSTRUCTIONS) {
    const place = instructions[MAX_INSTRUCTIONS]?.place ?? START;
    findings.problem(place, `The file has more than ${MAX_INSTRUCTIONS} instructions.`);
    return result('');
  }
  const scope: Scope = {
    findings,
    stages: new Stages(),
    variables: new Variables(args),
    images,
    cache,
    bases,
  };
  const written = instructions.map(instruction => {
    const { keyword, rest, place } = instruction;
    return { ...instruction, rest: judge(keyword, rest, place, scope).trim() };
  });
  if (scope.stages.count === 0)
    findings.problem(START, 'The file has no `FROM`: expected such as `FROM python:3.13-slim`.');
  const clean = writeSource({ joins, instructions: written });
  // What was judged and what is built must be the same, whatever this reader got wrong.
  const again = readSource(clean, new Findings(file)).instructions;
  const facts = (list: typeof instructions) =>
    JSON.stringify(list.map(({ keyword, rest, heredocs, place }) => [keyword, rest, heredocs, place.line]));
  if (findings.problems.length === 0 && facts(again) !== facts(written))
    findings.problem(
      START,
      'It cannot be told where the instructions of this file begin and end. Write each on lines of its own.',
    );
  return result(clean);
}

function checkSyntax(
  { image, place }: { image: string; place: { line: number; column: number } },
  findings: Findings,
): void {
  if (FRONTEND.test(image.split(' ')[0] ?? '')) {
    findings.leftOut(
      place,
      '`# syntax=` is left out: the image is built with the rules that the engine brings along.',
    );
    return;
  }
  findings.problem(
    place,
    `\`# syntax=${shown(image)}\` is refused: it is a program that would build the image, and the engine has its own. Remove the line.`,
  );
}
