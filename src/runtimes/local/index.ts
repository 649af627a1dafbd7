import { MissingError } from '../../errors.ts';
import { capabilitiesOf } from '../capabilities.ts';
import type { Runtime } from '../runtime.ts';
import { LocalEnvironment } from './environment.ts';
import { findPython } from './python.ts';

/** Verifies without an engine: the services of a workspace as plain Python processes on free ports of this machine. */
export const local: Runtime = {
  name: 'local',
  capabilities: capabilitiesOf.local,
  crowd: 12,
  async missing() {
    const python = await findPython();
    return python instanceof MissingError ? python : null;
  },
  open: async job => new LocalEnvironment(job),
  // Each process ends with its supervisor, and that ends with microlab: a killed run leaves nothing running.
  sweep: async () => [],
};
