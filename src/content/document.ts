import { readFileSync, statSync } from 'node:fs';
import { type Document, isMap, isNode, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import type { z } from 'zod';
import { didYouMean } from '../platform/nearest.ts';
import type { Problem } from './problems.ts';

const MAX_BYTES = 128 * 1024;
const MAX_ALIASES = 100;

export type Path = readonly PropertyKey[];

/** A YAML file that was read: its value, and where in the file each part of it stands. */
export interface YamlFile {
  file: string;
  text: string;
  value: unknown;
  problem(path: Path, message: string): Problem;
}

type Read = { yaml: YamlFile; problems: [] } | { yaml: null; problems: Problem[] };

/** Reads one YAML file. Problems of the text itself (size, syntax, aliases) come back instead of a value. */
export function readYaml(file: string): Read {
  const refused = (message: string) => ({ yaml: null, problems: [{ file, line: 1, column: 1, message }] });
  let text: string;
  try {
    const { size } = statSync(file);
    if (size > MAX_BYTES) return refused(`the file has ${size} bytes, at most ${MAX_BYTES} are read`);
    text = readFileSync(file, 'utf8');
  } catch {
    return refused('the file is missing or cannot be read');
  }
  return parseYaml(file, text);
}

/** The same for a text that was read already. @param file what problems call it */
export function parseYaml(file: string, text: string): Read {
  const at = (line: number, column: number, message: string): Problem => ({ file, line, column, message });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  if (document.errors.length > 0) {
    const found = document.errors.map(({ pos, message }) => {
      const { line, col } = lines.linePos(pos[0]);
      return at(line, col, `not YAML: ${message}`);
    });
    return { yaml: null, problems: found };
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    return {
      yaml: null,
      problems: [at(1, 1, `aliases (*name) are resolved more than ${MAX_ALIASES} times`)],
    };
  }
  const problem = (path: Path, message: string): Problem => {
    const { line, col } = lines.linePos(offset(document, path));
    return at(line, col, message);
  };
  return { yaml: { file, text, value, problem }, problems: [] };
}

/** Where a path stands: its key where it has one (so that a wrong key is pointed at), else the nearest part that exists. */
function offset(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const parent: unknown =
      length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(
        (item: Pair) => String((item.key as { value?: unknown } | null)?.value ?? item.key) === String(key),
      );
      if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node = document.getIn(path.slice(0, length), true) as Node | undefined;
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

/** What a schema says against a value, in words, with the nearest known name for a key that is not known. */
export function schemaProblems(
  yaml: YamlFile,
  error: z.ZodError,
  known: readonly string[],
  base: Path = [],
): Problem[] {
  return error.issues.flatMap(issue => {
    const path = [...base, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(key =>
        yaml.problem([...path, key], `unknown key "${key}".${didYouMean(key, known)}`),
      );
    }
    if (issue.code === 'invalid_value') {
      const values = issue.values.map(String);
      const found = String(
        path.reduce<unknown>(
          (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
          yaml.value,
        ),
      );
      return [
        yaml.problem(
          path,
          `"${found}" is not known here, expected ${values.join(', ')}.${didYouMean(found, values)}`,
        ),
      ];
    }
    const name = path.length === 0 ? '' : `${String(path.at(-1))}: `;
    const missing = issue.code === 'invalid_type' && /received undefined/.test(issue.message);
    return [
      yaml.problem(path, missing ? `the key "${String(path.at(-1))}" is missing` : `${name}${issue.message}`),
    ];
  });
}
