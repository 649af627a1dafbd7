import type { Item } from '../../../content/questions/bank.ts';
import { card } from './card.ts';
import { choice } from './choice.ts';
import { choices } from './choices.ts';
import { fault } from './fault.ts';
import type { Kind } from './kind.ts';
import { match } from './match.ts';
import { number } from './number.ts';
import { order } from './order.ts';
import { text } from './text.ts';

const kinds: Record<Item['kind'], unknown> = { card, choice, choices, fault, match, number, order, text };

/** A kind's state is its own: who holds it only hands it back. */
export const kindOf = (kind: Item['kind']): Kind<unknown> => kinds[kind] as Kind<unknown>;
