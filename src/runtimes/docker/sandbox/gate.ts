import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type Docker from 'dockerode';
import { asset } from '../../../platform/assets.ts';
import { HELPER_BASE } from '../../shared/engine/helper-image.ts';
import { attach } from '../attach.ts';

/** The way out of a sandbox's network: to hosts that are allowed by name, and to no others. */
export interface Gate {
  /** Its address in the sandbox's network: the name server there. */
  address: string;
  allow(host: string): Promise<void>;
  /** Does it still run? */
  isThere(): Promise<boolean>;
  /** Can all hosts that are allowed be reached now? */
  isOpen(): Promise<boolean>;
}

/**
 * Starts the gate with one foot in the sandbox's network and one in the engine's own. It ends when this process does.
 * What it lets through and how: see gate.py.
 */
export async function openGate(
  docker: Docker,
  { network, labels }: { network: string; labels: Record<string, string> },
): Promise<Gate> {
  const name = `${network}-gate`;
  const container = await docker.createContainer({
    name,
    Image: HELPER_BASE,
    // Its address is not known before it is started: the program is given it as its argument then.
    Cmd: ['sh', '-c', 'read -r address; exec python3 -u -c "$PROGRAM" "$address"'],
    Env: [`PROGRAM=${readFileSync(asset('gate.py'), 'utf8')}`],
    Labels: labels,
    OpenStdin: true,
    StdinOnce: true,
    HostConfig: {
      Init: true,
      Memory: 256 * 2 ** 20,
      PidsLimit: 64,
      // It carries connections, never packets.
      Sysctls: { 'net.ipv4.ip_forward': '0' },
    },
  });
  const { stdin, stdout, stderr } = await attach(docker, container);
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  let said = '';
  stderr.on('data', data => {
    said = `${said}${data}`.slice(-2000);
  });
  const answered = async () => {
    const { done, value } = await lines.next();
    if (done) throw new Error(`the gate of the sandbox ended: ${said.trim()}`);
    return value;
  };
  await docker.getNetwork(network).connect({ Container: container.id });
  await container.start();
  const { NetworkSettings } = await container.inspect();
  const address = NetworkSettings.Networks[network]?.IPAddress ?? '';
  stdin.write(`${address}\n`);
  await answered();
  return {
    address,
    async allow(host) {
      stdin.write(`${host}\n`);
      await answered();
    },
    isThere: async () => (await container.inspect()).State.Running,
    async isOpen() {
      stdin.write('?\n');
      return (await answered()) === 'all';
    },
  };
}
