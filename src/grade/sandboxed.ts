import { MissingError } from '../errors.ts';
import type { PlaceOptions } from './places.ts';
import type { Slot } from './slot.ts';

/** A sandbox in which the exercises of strangers are verified. */
export async function openSandboxed(_: PlaceOptions): Promise<Slot> {
  throw new MissingError('There is no sandbox here.');
}
