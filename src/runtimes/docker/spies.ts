import type Docker from 'dockerode';
import { MEND_DEADLINE_MS } from '../shared/deadlines.ts';
import { Spies } from '../shared/spies.ts';
import type { DockerControl } from './control.ts';
import { startHelper } from './gateway.ts';

interface Wiring {
  docker: Docker;
  network: string;
  labels: Record<string, string>;
  control: DockerControl;
  port(service: string): number;
  aliases(service: string): string[];
}

/**
 * A helper container that has a service's name on the network, so that code with a fixed address meets it too. The real
 * service is killed first: that ends the connections which a client may have kept open to it. Under an alias, a further
 * name, the real one stays.
 */
export function dockerSpies({ docker, network, labels, control, port, aliases }: Wiring): Spies {
  return new Spies({
    port,
    async begin(service, alias, ended) {
      if (alias === undefined) await control.kill(service);
      const name = `${network}-spy-${service}`;
      const names = alias === undefined ? aliases(service) : [alias];
      const spy = await startHelper(docker, { name, network, labels, aliases: names });
      const undo = async () => {
        ended();
        await docker.getContainer(name).remove({ force: true });
        if (alias === undefined) await control.start(service, MEND_DEADLINE_MS);
      };
      if (alias === undefined) control.replaced(service, undo);
      else control.remember(`spy called ${alias}`, undo);
      return spy;
    },
  });
}
