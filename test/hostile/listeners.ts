import { createServer } from 'node:net';
import type Docker from 'dockerode';
import { MissingError } from '../../src/errors.ts';
import { findEngine } from '../../src/runtimes/shared/engine/engine.ts';
import { HELPER_BASE } from '../../src/runtimes/shared/engine/helper-image.ts';
import { LABEL, thisHost } from '../../src/runtimes/shared/engine/labels.ts';
import { fromRegistry } from '../../src/runtimes/shared/engine/supplies.ts';

// Whom an attack on the network aims at: listeners of our own on this machine, in a container on the engine's default
// network, and in one on another network. Whoever reaches one of them has come out.

const PROGRAM = `
import socket, sys, threading
def hear(connection, peer):
    connection.settimeout(5)
    try: said = connection.recv(4000)
    except OSError: said = b""
    print("heard", peer[0], said, flush=True)
    connection.close()
listener = socket.create_server(("", int(sys.argv[1])))
print("ready", flush=True)
while True:
    threading.Thread(target=hear, args=listener.accept(), daemon=True).start()
`;

export interface Listeners {
  /** The same for all of them. */
  port: number;
  /** On the engine's default network: its address and its name. */
  listener: { address: string; name: string };
  /** On a network of its own. */
  neighbour: { address: string; name: string };
  /** Each connection that came in, a line each. */
  heard(): Promise<string[]>;
  close(): Promise<void>;
}

/** Opens the listeners. Where there is no engine, MissingError is thrown. */
export async function listen(id: string): Promise<Listeners> {
  const engine = await findEngine();
  if (engine instanceof MissingError) throw engine;
  const { docker } = engine;
  await fromRegistry(engine).image(HELPER_BASE, { note: () => {}, output: () => {} });
  const onMachine: string[] = [];
  const server = createServer(socket => {
    socket.on('error', () => {});
    socket.once('data', data => onMachine.push(`this machine heard ${socket.remoteAddress} ${data}`));
    onMachine.push(`this machine heard ${socket.remoteAddress}`);
  });
  await new Promise<void>(resolve => server.listen(0, '0.0.0.0', resolve));
  const { port } = server.address() as { port: number };
  const network = `${id}-neighbours`;
  const labels = { [LABEL.run]: id, [LABEL.host]: thisHost, [LABEL.exercise]: 'hostile' };
  await docker.createNetwork({ Name: network, Labels: labels });
  const [listener, neighbour] = await Promise.all([
    start(docker, { name: `${id}-listener`, network: 'bridge', port, labels }),
    start(docker, { name: `${id}-neighbour`, network, port, labels }),
  ]);
  return {
    port,
    listener,
    neighbour,
    async heard() {
      const logs = await Promise.all(
        [listener, neighbour].map(async ({ name, container }) =>
          String(await container.logs({ stdout: true, stderr: true }))
            .split('\n')
            .filter(line => line.includes('heard'))
            .map(line => `${name} ${line}`),
        ),
      );
      return [...onMachine, ...logs.flat()];
    },
    async close() {
      server.close();
      await Promise.all([listener, neighbour].map(({ container }) => container.remove({ force: true })));
      await docker.getNetwork(network).remove();
    },
  };
}

async function start(
  docker: Docker,
  {
    name,
    network,
    port,
    labels,
  }: { name: string; network: string; port: number; labels: Record<string, string> },
) {
  const container = await docker.createContainer({
    name,
    Image: HELPER_BASE,
    Cmd: ['python3', '-u', '-c', PROGRAM, String(port)],
    Labels: labels,
    HostConfig: { NetworkMode: network, Init: true, Memory: 128 * 2 ** 20, PidsLimit: 64 },
  });
  await container.start();
  const { NetworkSettings } = await container.inspect();
  return { name, container, address: NetworkSettings.Networks[network]?.IPAddress ?? '' };
}
