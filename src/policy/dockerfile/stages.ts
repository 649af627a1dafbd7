/** The stages of a Dockerfile so far. */
export class Stages {
  readonly #names = new Set<string>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(name: string | undefined): void {
    this.#count++;
    if (name !== undefined) this.#names.add(name.toLowerCase());
  }

  /** Does an earlier stage have this name? Capitals make no difference. */
  named(name: string): boolean {
    return this.#names.has(name.toLowerCase());
  }
}
