import { z } from 'zod';
import type { Random } from '../platform/random.ts';
import type { Values } from './check.ts';

const REFERENCE = /\$\{([^}]+)\}/g;

const GENERATORS = ['person', 'id', 'name', 'word', 'nonce'] as const;
type Generator = (typeof GENERATORS)[number];

/** What `draw` may hold: a generator for each name, or a list of what one makes. */
export const DrawSchema = z.record(
  z.string(),
  z.union([
    z.enum(GENERATORS),
    z.strictObject({ list: z.enum(GENERATORS), count: z.int().min(1).max(1000) }),
  ]),
);
export type Draw = z.infer<typeof DrawSchema>;

const FIRST = [
  'Ada',
  'Bela',
  'Chidi',
  'Dana',
  'Emre',
  'Fumi',
  'Goran',
  'Hana',
  'Ines',
  'Jomo',
  'Kaya',
  'Lior',
  'Mina',
  'Noor',
  'Olga',
  'Paco',
];
const LAST = [
  'Abara',
  'Berg',
  'Costa',
  'Duval',
  'Eklund',
  'Farah',
  'Gruber',
  'Haddad',
  'Ito',
  'Jansen',
  'Kovac',
  'Lund',
  'Moreau',
  'Novak',
  'Okoro',
  'Petrov',
];
const LETTERS = 'abcdefghijkmnpqrstuvwxyz';

/** Makes values that differ within a run and are the same for the same seed. `span` keeps the ids of checks apart. */
export class Source {
  readonly #random: Random;
  readonly #span: number;
  readonly #ids = new Set<number>();

  constructor(random: Random, span: number) {
    this.#random = random;
    this.#span = span;
  }

  draw(wanted: Draw): Values {
    return Object.fromEntries(
      Object.entries(wanted).map(([name, what]) => [
        name,
        typeof what === 'string'
          ? this.#one(what)
          : Array.from({ length: what.count }, () => this.#one(what.list)),
      ]),
    );
  }

  #one(what: Generator): unknown {
    switch (what) {
      case 'id':
        return this.#id();
      case 'name':
        return this.#name();
      case 'word':
        return this.#word(6);
      case 'nonce':
        return this.#word(12);
      case 'person':
        return { id: this.#id(), name: this.#name() };
    }
  }

  /** Fits a 32-bit integer, and no two checks of a run share one: each has a million of its own. */
  #id(): number {
    const id = this.#span * 1_000_000 + this.#random.integer(1_000, 999_999);
    if (this.#ids.has(id)) return this.#id();
    this.#ids.add(id);
    return id;
  }

  #name(): string {
    return `${this.#random.pick(FIRST)} ${this.#random.pick(LAST)}-${this.#word(4)}`;
  }

  #word(length: number): string {
    return Array.from({ length }, () => this.#random.pick([...LETTERS])).join('');
  }
}

/** The references in a text: `user.id` of `/users/${user.id}`. */
export function references(text: string): string[] {
  return [...text.matchAll(REFERENCE)].map(match => (match[1] as string).trim());
}

function lookup(path: string, values: Values): unknown {
  const found = path
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], values);
  if (found === undefined) throw new Error(`the exercise refers to \${${path}}, which has no value here`);
  return found;
}

/** Puts values in the place of references, everywhere in `template`. A text that is one reference alone keeps the value's type. */
export function fill<T>(template: T, values: Values): T {
  return filled(template, values) as T;
}

function filled(template: unknown, values: Values): unknown {
  if (typeof template === 'string') {
    const alone = /^\$\{([^}]+)\}$/.exec(template);
    if (alone) return lookup((alone[1] as string).trim(), values);
    return template.replace(REFERENCE, (_, path: string) => {
      const value = lookup(path.trim(), values);
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    });
  }
  if (Array.isArray(template)) return template.map(item => filled(item, values));
  if (typeof template === 'object' && template !== null) {
    return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, filled(value, values)]));
  }
  return template;
}
