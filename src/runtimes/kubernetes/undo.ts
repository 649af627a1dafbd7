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

  async all(): Promise<void> {
    for (const [name, mend] of [...this.#steps].reverse()) {
      this.#steps.delete(name);
      await mend();
    }
  }
}
