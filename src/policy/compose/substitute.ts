export interface Substituted {
  text: string;
  /** Names that had no value and no default. */
  unset: string[];
  /** What is wrong with the text, or null. */
  problem: string | null;
}

type Lookup = (name: string) => string | undefined;

const PLAIN = /^[a-z_][a-z0-9_]*/i;
const BRACED = /^([a-z_][a-z0-9_]*)(?:(:?[-?+])([\s\S]*))?$/i;

class Bad extends Error {}

/**
 * Puts values in the place of variables, as compose does: `$X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:?message}`,
 * `${X:+other}`, and `$$` for a dollar sign. A default may hold variables of its own.
 */
export function substitute(text: string, lookup: Lookup): Substituted {
  const unset: string[] = [];
  try {
    return { text: expand(text, lookup, unset), unset, problem: null };
  } catch (thrown) {
    if (!(thrown instanceof Bad)) throw thrown;
    return { text: '', unset, problem: thrown.message };
  }
}

function expand(text: string, lookup: Lookup, unset: string[]): string {
  let out = '';
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at + 1);
    if (text[at] !== '$') {
      out += text[at++];
    } else if (rest.startsWith('$')) {
      out += '$';
      at += 2;
    } else if (rest.startsWith('{')) {
      const end = closingBrace(text, at + 2);
      out += braced(text.slice(at + 2, end), lookup, unset);
      at = end + 1;
    } else {
      const name = PLAIN.exec(rest)?.[0];
      if (!name)
        throw new Bad(
          `\`${text}\` has a \`$\` that begins no variable. For a plain dollar sign write \`$$\`.`,
        );
      out += value(name, lookup, unset);
      at += 1 + name.length;
    }
  }
  return out;
}

function closingBrace(text: string, from: number): number {
  for (let at = from, depth = 1; at < text.length; at++) {
    if (text.startsWith('${', at)) depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  throw new Bad(`\`${text}\` has a \`\${\` without its \`}\`.`);
}

function braced(inside: string, lookup: Lookup, unset: string[]): string {
  const match = BRACED.exec(inside);
  if (!match) throw new Bad(`\`\${${inside}}\` is not a variable that compose understands.`);
  const [, name = '', operator, operand = ''] = match;
  if (!operator) return value(name, lookup, unset);
  const found = lookup(name);
  const there = found !== undefined && (found !== '' || !operator.startsWith(':'));
  if (operator.endsWith('+')) return there ? expand(operand, lookup, unset) : '';
  if (there) return found;
  if (operator.endsWith('-')) return expand(operand, lookup, unset);
  throw new Bad(`The variable ${name} must be set in .env${operand ? `: ${operand}` : ''}.`);
}

function value(name: string, lookup: Lookup, unset: string[]): string {
  const found = lookup(name);
  if (found === undefined) unset.push(name);
  return found ?? '';
}
