import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** Reads and writes a file of events. Everything is synchronous, so in one process no two writers ever meet. */
export function openJournal(file) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const entries = text.split('\n').filter(Boolean).map(line => JSON.parse(line));
  return {
    all: () => entries,
    write(entry) {
      appendFileSync(file, `${JSON.stringify(entry)}\n`, { flush: true });
      entries.push(entry);
    },
  };
}
