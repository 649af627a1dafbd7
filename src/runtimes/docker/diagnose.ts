import { SocketAddress } from 'node:net';

/** An address on which something in a container accepts connections. */
export interface Listening {
  address: string;
  port: number;
}

const LISTEN = '0A';
/** Docker's own resolver, which every container on a network of its own has. */
const RESOLVER = '127.0.0.11';

/** What listens in a network namespace, from the text of its /proc/net/tcp and /proc/net/tcp6 (either order, one after the other). */
export function listening(procNetTcp: string): Listening[] {
  const rows = procNetTcp.split('\n').map(line => line.trim().split(/\s+/));
  return rows
    .filter(([, , , state]) => state === LISTEN)
    .flatMap(([, local = '']) => {
      const [address = '', port = ''] = local.split(':');
      return { address: readable(address), port: Number.parseInt(port, 16) };
    })
    .filter(({ address }) => address !== RESOLVER);
}

/** Why a connection to a service's port does not come about, as a sentence for whoever wrote the service. */
export function whyNotReachable(service: string, port: number, all: readonly Listening[]): string {
  const onPort = all.filter(listener => listener.port === port);
  if (onPort.some(({ address }) => !isLoopback(address))) {
    return `${service} listens on port ${port}, but takes no connections at the moment: it may be too busy, or stuck.`;
  }
  if (onPort.length > 0) {
    return `${service} listens on ${onPort[0]?.address}:${port} only. Inside a container that address is reachable from nowhere else: listen on 0.0.0.0.`;
  }
  const elsewhere = [...new Set(all.map(listener => listener.port))].sort((a, b) => a - b);
  if (elsewhere.length === 0) {
    return `${service} does not listen on any port yet: either it still starts, or it waits for something, or nothing in it opens port ${port}.`;
  }
  const ports = elsewhere.length === 1 ? `port ${elsewhere[0]}` : `the ports ${elsewhere.join(', ')}`;
  return `${service} listens on ${ports}, not on port ${port}, which the task asks for.`;
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.');
}

/** The kernel writes addresses as hexadecimal words of four bytes, each with its lowest byte first. */
function readable(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap(word => (word.match(/../g) ?? []).reverse());
  if (bytes.length === 4) return bytes.map(byte => Number.parseInt(byte, 16)).join('.');
  const address = (bytes.join('').match(/.{4}/g) ?? []).join(':');
  return new SocketAddress({ address, family: 'ipv6' }).address;
}
