import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Item, readBank } from '../../src/content/questions/bank.ts';
import { packageRoot } from '../../src/platform/assets.ts';
import type { ProgressEvent } from '../../src/progress/event.ts';
import { read } from '../../src/progress/log.ts';
import type { Asked, Response } from '../../src/quiz/model.ts';
import { present } from '../../src/quiz/present.ts';

export const MICROLAB = join(packageRoot(), 'bin/microlab.js');
export const { items } = readBank([join(packageRoot(), 'questions')]);

/** A learner who never was here before. */
export function learner(env: Record<string, string> = {}) {
  const home = mkdtempSync(join(tmpdir(), 'microlab-terminal-'));
  return {
    home,
    place: { cwd: home, env: { MICROLAB_HOME: join(home, 'home'), TERM: 'screen-256color', ...env } },
    async events(): Promise<ProgressEvent[]> {
      return (await read(join(home, 'home'))).events;
    },
  };
}

const words = (text: string) => text.replace(/[`*]/g, '').replace(/\s+/g, ' ').trim();

/** The questions of the bank that stand in a text, in their order. */
export function questionsIn(text: string): Item[] {
  const seen = words(text);
  return items
    .map(item => ({ item, at: seen.lastIndexOf(words(item.question)) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

export interface Standing {
  readonly item: Item;
  readonly asked: Asked;
}

/** The last question in a text. */
export function lastQuestion(text: string, seed: string): Standing {
  const item = questionsIn(text).at(-1);
  if (!item) throw new Error(`there is no question of the bank in:\n${text}`);
  return { item, asked: present(item, seed) };
}

/** Where the right choice of a question stands, and where a wrong one. */
export function choicesOf({ item, asked }: Standing): { right: number; wrong: number } {
  if (item.kind !== 'choice') throw new Error(`${item.id} is no question with one choice`);
  const right = asked.options.findIndex(text =>
    item.choices.some(one => 'right' in one && one.text === text),
  );
  return { right, wrong: right === 0 ? 1 : 0 };
}

/** The right answer. */
export function answerTo({ item, asked }: Standing): Response {
  const place = (text: string) => asked.options.indexOf(text);
  switch (item.kind) {
    case 'choice':
      return { kind: 'choice', pick: choicesOf({ item, asked }).right };
    case 'choices':
      return {
        kind: 'choices',
        picks: item.choices.filter(one => 'right' in one).map(one => place(one.text)),
      };
    case 'order':
      return { kind: 'order', order: item.steps.map(place) };
    case 'match':
      return { kind: 'match', picks: item.pairs.map(({ right }) => place(right)) };
    case 'number':
      return { kind: 'number', value: item.answer };
    case 'text':
      return { kind: 'text', text: item.accept[0] ?? '' };
    case 'fault':
      return { kind: 'fault', line: asked.options.findIndex(line => line.trim() === item.fault) };
    case 'card':
      return { kind: 'card', rating: 'good' };
  }
}

export const letter = (place: number): string => String.fromCharCode(97 + place);

/** The keys of an answer, by letters and numbers. */
export function keysOf(response: Response): string[] {
  switch (response.kind) {
    case 'choice':
      return [letter(response.pick)];
    case 'choices':
      return [...response.picks.map(letter), 'Enter'];
    case 'order':
      return [...response.order.map(letter), 'Enter'];
    case 'match':
      return [...response.picks.map(letter), 'Enter'];
    case 'number':
      return [...String(response.value), 'Enter'];
    case 'text':
      return [response.text, 'Enter'];
    case 'fault':
      return [...String(response.line + 1), 'Enter'];
    case 'card':
      return ['Enter', '3'];
  }
}

/** The typed line of an answer. */
export function lineOf(response: Response): string {
  switch (response.kind) {
    case 'choice':
      return letter(response.pick);
    case 'choices':
      return response.picks.map(letter).join(',');
    case 'order':
      return response.order.map(letter).join(' ');
    case 'match':
      return response.picks.map((pick, at) => `${at + 1}${letter(pick)}`).join(' ');
    case 'number':
      return String(response.value);
    case 'text':
      return response.text;
    case 'fault':
      return String(response.line + 1);
    case 'card':
      return 'good';
  }
}
