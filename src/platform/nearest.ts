import { closest, distance } from 'fastest-levenshtein';

/** The known name that was probably meant, as the end of a sentence; empty where none is near. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const names = [...known];
  if (names.length === 0) return '';
  const nearest = closest(name, names);
  const near = distance(name, nearest) <= Math.max(2, Math.floor(name.length / 3));
  return near ? ` Did you mean "${nearest}"?` : '';
}
