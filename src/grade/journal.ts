import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExamResult } from '../report/grades/model.ts';

/** A line of the journal: a result, and under which conditions it came about. */
export interface Entry {
  readonly version: 1;
  /** What else decides what is run and what is refused: two texts that differ are two gradings. */
  readonly conditions: string;
  readonly result: ExamResult;
}

export const JOURNAL = 'results.jsonl';

/** The results of a grading, kept one by one as they come. */
export class Journal {
  readonly #file: string;

  /** @param output the folder of the results; it must be there */
  constructor(output: string) {
    this.#file = join(output, JOURNAL);
  }

  /** What an earlier grading left: the last entry of each submission. A last line that was never finished is no entry. */
  async read(): Promise<Entry[]> {
    const text = await readFile(this.#file, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return '';
      throw thrown;
    });
    const entries = new Map<string, Entry>();
    for (const line of text.split('\n').slice(0, -1)) {
      const entry = parsed(line);
      if (entry) entries.set(entry.result.submission.id, entry);
    }
    return [...entries.values()];
  }

  /** Begins anew with these entries: whatever happens meanwhile, either the old ones or these are there. */
  async begin(entries: readonly Entry[]): Promise<void> {
    const draft = `${this.#file}.draft`;
    await written(draft, 'w', entries);
    await rename(draft, this.#file);
  }

  /** Adds a result; it is on the disk when this resolves. One at a time. */
  add(entry: Entry): Promise<void> {
    return written(this.#file, 'a', [entry]);
  }
}

async function written(path: string, flags: 'w' | 'a', entries: readonly Entry[]): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.writeFile(entries.map(entry => `${JSON.stringify(entry)}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A line as an entry; null where it is none: cut off by a crash, or of a later version. */
function parsed(line: string): Entry | null {
  try {
    const entry = JSON.parse(line) as Entry;
    return entry.version === 1 && typeof entry.result.submission.id === 'string' ? entry : null;
  } catch {
    return null;
  }
}
