/** One command of a script, as words. */
export type Words = string[];

const OPERATORS = /^(&&|\|\||;|\||&|\n)/;

/**
 * Splits a shell script into its commands and those into words, as far as Dockerfiles need it: quotes, backslashes,
 * and the operators between commands. Variables and substitutions stay as they are written.
 */
export function commandsOf(script: string): Words[] {
  const commands: Words[] = [[]];
  let word: string | null = null;
  const endWord = () => {
    if (word !== null) commands.at(-1)?.push(word);
    word = null;
  };
  for (let rest = script; rest !== ''; ) {
    const operator = OPERATORS.exec(rest)?.[0];
    const quoted = /^'([^']*)'/.exec(rest) ?? /^"((?:[^"\\]|\\[\s\S])*)"/.exec(rest);
    const escaped = /^\\([\s\S])/.exec(rest);
    const taken = quoted ?? escaped;
    if (operator) {
      endWord();
      commands.push([]);
      rest = rest.slice(operator.length);
    } else if (taken) {
      word =
        (word ?? '') +
        (rest.startsWith('"') ? (taken[1] ?? '').replace(/\\(["\\$`])/g, '$1') : (taken[1] ?? ''));
      rest = rest.slice(taken[0].length);
    } else if (/^\s/.test(rest)) {
      endWord();
      rest = rest.slice(1);
    } else {
      word = (word ?? '') + rest[0];
      rest = rest.slice(1);
    }
  }
  endWord();
  return commands.filter(command => command.length > 0);
}

/** The words of a text that is one command. */
export function wordsOf(text: string): Words {
  return commandsOf(text).flat();
}
