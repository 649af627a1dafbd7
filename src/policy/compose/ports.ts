import type { Entry, Node } from '../shared/tree.ts';
import { type Reading, sift, text, texts } from './reading.ts';
import { PORT } from './rules.ts';

const EXPECTED = 'expected `5000`, `8080:5000` or `127.0.0.1:8080:5000`';

/** The container's TCP ports that a service publishes. */
export function readPorts(entry: Entry | undefined, service: string, reading: Reading): number[] {
  if (!entry) return [];
  const { findings } = reading;
  const what = `\`ports\` of \`${service}\``;
  if (entry.value.kind !== 'list') {
    findings.problem(entry.value.place, `${what} must be a list.`);
    return [];
  }
  findings.leftOut(
    entry.place,
    '`ports` are not published as they stand here: checks reach a service inside its network, and `exercise up` picks free ports.',
  );
  return [...new Set(entry.value.items.flatMap(item => onePort(item, what, reading)))];
}

function onePort(node: Node, what: string, reading: Reading): number[] {
  if (node.kind !== 'map') {
    const written = node.kind === 'scalar' ? node.text : '';
    const ports = containerPorts(written);
    if (!ports) reading.findings.problem(node.place, `\`${written}\` in ${what} is not a port: ${EXPECTED}.`);
    return ports ?? [];
  }
  const kept = sift(node, PORT, what, reading);
  const target = text(kept.get('target'), `\`target\` in ${what}`, reading);
  const protocol = text(kept.get('protocol'), `\`protocol\` in ${what}`, reading) ?? 'tcp';
  const ports = containerPorts(`${target ?? ''}/${protocol}`);
  if (!ports)
    reading.findings.problem(node.place, `${what} needs \`target\`: the port that the container listens on.`);
  return ports ?? [];
}

/** The container's side of `[address:][published:]port[-port][/protocol]`; null where it is none. */
function containerPorts(written: string): number[] | null {
  const [address = '', protocol = 'tcp'] = written.split('/');
  const match = /^(?:(?:\[[0-9a-f:.]+\]:|[\d.]+:)?(?:\d*(?:-\d+)?):)?(\d+)(?:-(\d+))?$/i.exec(address);
  if (!match || !/^(tcp|udp|sctp)$/i.test(protocol)) return null;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  if (first < 1 || last > 65_535 || last < first || last - first > 100) return null;
  if (protocol.toLowerCase() !== 'tcp') return [];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** `expose`: ports as text, which document what the image listens on. */
export function readExpose(entry: Entry | undefined, service: string, reading: Reading): string[] {
  return texts(entry, `\`expose\` of \`${service}\``, reading).flatMap(({ text: port, entry: { place } }) => {
    if (containerPorts(port)) return [port];
    reading.findings.problem(place, `\`${port}\` in \`expose\` of \`${service}\` is not a port.`);
    return [];
  });
}
