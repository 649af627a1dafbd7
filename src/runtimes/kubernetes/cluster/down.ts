import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { MissingError } from '../../../errors.ts';
import { deleteOwn, ownNodes } from './kind.ts';
import { type Machine, thisMachine } from './machine.ts';

/** Deletes microlab's own cluster and its kubeconfig, and nothing else. False where there was none. */
export async function clusterDown(
  { output }: { output(line: string): void },
  machine: Machine = thisMachine(),
): Promise<boolean> {
  const engine = await machine.engine();
  if (engine instanceof MissingError) throw engine;
  const nodes = await ownNodes(machine);
  if (nodes.length > 0) {
    await deleteOwn({ machine, engine, output });
    return true;
  }
  const there = existsSync(machine.ownFile);
  await rm(machine.ownFile, { force: true });
  return there;
}
