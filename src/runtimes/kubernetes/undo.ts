/** How to mend what was broken, newest first, by a name of its own. */
export class Undo {
  readonly #steps = new Map<string, () => Promise<void>>();

  /** A name that is there already keeps its place and its step. */
  remember(name: string, mend: () => Promise<void>): void {
    if (!this.#steps.has(name)) this.#steps.set(name, mend);
  }

  forget(name: string): void {
    this.#steps.delete(name);
  }

  /** Mends everything but what is named in `kept`. Returns whether there was anything. */
  async all(kept: ReadonlySet<string> = new Set()): Promise<boolean> {
    const steps = [...this.#steps].reverse().filter(([name]) => !kept.has(name));
    for (const [name, mend] of steps) {
      this.#steps.delete(name);
      await mend();
    }
    return steps.length > 0;
  }
}
