import { substitute } from '../compose/substitute.ts';

/** The values of ARG above the first FROM, as far as they can be told: what a FROM may use. */
export class Variables {
  readonly #given: Readonly<Record<string, string>>;
  readonly #values = new Map<string, string>();

  /** `given` are the build arguments of the compose file. */
  constructor(given: Readonly<Record<string, string>>) {
    this.#given = given;
  }

  /** Takes an ARG: `NAME`, `NAME=value`, several of them. */
  declare(args: string): void {
    const words = args.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? [];
    for (const word of words) {
      const [, name, quoted, single, plain] =
        /^([a-z_]\w*)(?:=(?:"([^"]*)"|'([^']*)'|([^"']*)))?$/i.exec(word) ?? [];
      if (name === undefined) continue;
      const written = quoted ?? plain;
      const value = written === undefined ? single : (this.fill(written) ?? undefined);
      const known = Object.hasOwn(this.#given, name) ? this.#given[name] : value;
      if (known === undefined) this.#values.delete(name);
      else this.#values.set(name, known);
    }
  }

  /** A text with its variables filled in; null where one has no value, or where it is more than a plain `$NAME` or `${NAME:-default}`. */
  fill(text: string): string | null {
    if (/["'\\`]/.test(text)) return null;
    const filled = substitute(text, name => this.#values.get(name));
    return filled.problem !== null || filled.unset.length > 0 ? null : filled.text;
  }
}
