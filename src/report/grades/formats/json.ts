import type { GradesFormat } from '../model.ts';

const text = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

/** For programs: the results themselves. */
export const format: GradesFormat = { name: 'json', ending: 'json', one: text, all: text };
