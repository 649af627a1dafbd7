import { MEND_DEADLINE_MS } from '../shared/deadlines.ts';
import type { Helper } from '../shared/helper.ts';
import { Spies } from '../shared/spies.ts';
import type { LocalControl } from './control.ts';

interface Wiring {
  control: LocalControl;
  /** The service's port on this machine. */
  port(service: string): number;
  startHelper(): Promise<Helper>;
}

/** Helpers that listen on the port of a service, which is killed first. Each is a program of its own, so that it can end. */
export function localSpies({ control, port, startHelper }: Wiring): Spies {
  return new Spies({
    port,
    async begin(service, _alias, ended) {
      await control.kill(service);
      const spy = await startHelper();
      control.replaced(service, async () => {
        ended();
        await spy.close();
        await control.start(service, MEND_DEADLINE_MS);
      });
      return spy;
    },
  });
}
