import { expect, it } from 'vitest';
import { inWords, isDuration, milliseconds } from './duration.ts';

it('reads durations', () => {
  expect(['500ms', '10s', '1.5s', '2m'].map(milliseconds)).toEqual([500, 10_000, 1500, 120_000]);
  expect(['10', 's', '1h', ' 1s', ''].filter(isDuration)).toEqual([]);
});

it('tells times to people', () => {
  expect([340, 4210, 185_000].map(inWords)).toEqual(['340 ms', '4.2 s', '3 min 5 s']);
});
