import type { Findings } from '../shared/findings.ts';
import type { Place } from '../shared/tree.ts';
import { type Heredoc, heredocsOf } from './heredocs.ts';

/** One instruction as the engine reads it: its lines joined, comments between them left out. */
interface Instruction {
  /** In capitals. */
  keyword: string;
  /** Behind the keyword, trimmed. */
  rest: string;
  heredocs: readonly Heredoc[];
  place: Place;
  /** How many lines of the file it takes, without those of its heredocs. */
  lines: number;
}

interface Source {
  /** What joins lines and takes the meaning from a character: `\`, or a backtick where the file says so. */
  joins: '\\' | '`';
  /** The image that the file wants to be built by (`# syntax=`). */
  syntax: { image: string; place: Place } | null;
  instructions: Instruction[];
}

const DIRECTIVE = /^#\s*([a-z][a-z0-9]*)\s*=\s*(.+?)\s*$/i;
const isComment = (line: string) => line.trimStart().startsWith('#');

/**
 * Reads a Dockerfile line by line as BuildKit's parser does (frontend/dockerfile/parser/parser.go). A parser made for
 * editors reads some files in another way than the engine, and then a line could hide from the rules.
 */
export function readSource(text: string, findings: Findings): Source {
  // The engine takes all `\r` from the end of a line.
  const lines = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map(line => line.replace(/\r+$/, ''));
  const { joins, syntax } = directives(lines, findings);
  const instructions: Instruction[] = [];
  for (let at = 0; at < lines.length; ) {
    const start = at;
    const first = (lines[at++] ?? '').trimStart();
    if (first === '' || isComment(first)) continue;
    let { text: joined, goesOn } = withoutEscape(first, joins);
    while (goesOn && at < lines.length) {
      const next = lines[at++] ?? '';
      if (isComment(next) || next.trim() === '') continue;
      const more = withoutEscape(next, joins);
      joined += more.text;
      goesOn = more.goesOn;
    }
    if (joined.trim() === '') continue;
    const [, word = '', rest = ''] = /^([^\t\v\f\r ]+)[\t\v\f\r ]*([\s\S]*)$/.exec(joined.trim()) ?? [];
    const place = { line: start + 1, column: (lines[start] ?? '').length - first.length + 1 };
    const keyword = word.toUpperCase();
    const taken = heredocsOf(keyword, rest, lines, at);
    for (const problem of taken.problems) findings.problem(place, problem);
    instructions.push({ keyword, rest: rest.trim(), heredocs: taken.heredocs, place, lines: at - start });
    at = taken.next;
  }
  return { joins, syntax, instructions };
}

function withoutEscape(line: string, joins: Source['joins']): { text: string; goesOn: boolean } {
  const end = line.replace(/[ \t]+$/, '');
  // An escaped escape does not join.
  const goesOn = end.endsWith(joins) && end.at(-2) !== joins;
  return goesOn ? { text: end.slice(0, -1), goesOn } : { text: line, goesOn };
}

/** The special comments at the very top. Those with other names end them. */
function directives(lines: readonly string[], findings: Findings): Omit<Source, 'instructions'> {
  let joins: Source['joins'] = '\\';
  let syntax: Source['syntax'] = null;
  for (const [index, line] of lines.entries()) {
    if (index === 0 && line.startsWith('#!')) continue;
    const [, name = '', value = ''] = DIRECTIVE.exec(line.trim()) ?? [];
    const place = { line: index + 1, column: 1 };
    if (name.toLowerCase() === 'syntax') syntax = { image: value, place };
    else if (name.toLowerCase() === 'escape') {
      if (value === '\\' || value === '`') joins = value;
      else findings.problem(place, `\`# escape=${value}\` is not known: expected \`\\\` or a backtick.`);
    } else if (name.toLowerCase() !== 'check') break;
  }
  return { joins, syntax };
}

/**
 * The file written anew: each instruction on one line, where it began, no comments. So the engine reads what was judged,
 * and its messages name the lines of the learner's file.
 */
export function writeSource({ joins, instructions }: Pick<Source, 'joins' | 'instructions'>): string {
  const lines: string[] = joins === '`' ? ['# escape=`'] : [];
  for (const { keyword, rest, heredocs, place } of instructions) {
    while (lines.length < place.line - 1) lines.push('');
    lines.push(`${keyword} ${rest}`.trimEnd());
    for (const heredoc of heredocs) lines.push(...heredoc.lines, heredoc.name);
  }
  return `${lines.join('\n')}\n`;
}
