const last = new Map<string, Promise<unknown>>();

/** Does one piece of work after the other for each key: what runs side by side in this process waits for its turn. */
export function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = last.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  last.set(key, mine);
  return mine;
}
