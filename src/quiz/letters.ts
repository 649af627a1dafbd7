/** The letter by which an option is named: `a` for the first. */
export const letterOf = (place: number): string => String.fromCharCode(97 + place);

/** The place that a letter names; no place of any option where it is none. */
export const placeOf = (letter: string): number =>
  letter.length === 1 ? letter.toLowerCase().charCodeAt(0) - 97 : -1;
