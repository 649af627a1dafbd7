import type { KubeObject, Manifest } from '../runtimes/cluster.ts';
import { placeOf } from './manifests.ts';

/** The parts of a VirtualService that decide what becomes of a call within the mesh. */
interface Rules {
  hosts?: string[];
  gateways?: string[];
  http?: Route[];
}
interface Route {
  match?: unknown[];
  fault?: unknown;
  route?: { destination?: { host?: string } }[];
  retries?: Record<string, unknown>;
  timeout?: string;
}

const rulesOf = ({ spec }: KubeObject) => (spec ?? {}) as Rules;
const list = (items: readonly string[]) => `[${items.join(', ')}]`;

/** The learner's VirtualServices that name a service as their host. */
export function virtualServices(manifests: readonly Manifest[], host: string): Manifest[] {
  return manifests.filter(
    ({ object }) => object.kind === 'VirtualService' && rulesOf(object).hosts?.includes(host),
  );
}

/** What the VirtualServices of a service say, as far as it may be why its calls do not fare as expected: one sentence. */
export function routing(manifests: readonly Manifest[], host: string): string {
  const [own, second] = virtualServices(manifests, host);
  if (!own) return unrouted(manifests, host);
  const named = (kind: string) =>
    manifests.filter(({ object }) => object.kind === kind).map(({ object }) => object.metadata.name);
  const { gateways = [], http = [] } = rulesOf(own.object);
  if (gateways.length > 0 && !gateways.includes('mesh')) {
    const absent = gateways.filter(name => !name.includes('/') && !named('Gateway').includes(name));
    return `${placeOf(own)}: with gateways: ${list(gateways)} the VirtualService holds at that gateway alone and not for calls within the mesh${absent.length > 0 ? `, and there is no Gateway ${absent.join(' or ')}` : ''}.`;
  }
  if (second)
    return `${placeOf(own)} and ${placeOf(second)} are both VirtualServices for ${host}: within the mesh one of them counts, and the other is ignored.`;
  const away = http
    .flatMap(({ route = [] }) => route.map(({ destination }) => destination?.host ?? ''))
    .find(name => !name.includes('.') && !named('Service').includes(name));
  if (away !== undefined)
    return `${placeOf(own)}: the VirtualService sends calls to the host ${away}, and there is no Service of that name.`;
  return `${placeOf(own)}: ${http.map(sayings).join('; then ')}.`;
}

function unrouted(manifests: readonly Manifest[], host: string): string {
  const others = manifests
    .filter(({ object }) => object.kind === 'VirtualService')
    .map(one => `${placeOf(one)} is for ${list(rulesOf(one.object).hosts ?? [])}`);
  return `There is no VirtualService with ${host} among its hosts${others.length > 0 ? ` (${others.join(', ')})` : ''}.`;
}

/** One route in words: only what is tried again, and when. */
function sayings({ match, fault, retries, timeout }: Route): string {
  const parts = [
    ...(match ? ['for some calls'] : []),
    ...(fault ? ['a fault is injected'] : []),
    retries
      ? `retries are {${Object.entries(retries)
          .map(([key, value]) => `${key}: ${value}`)
          .join(', ')}}`
      : 'there are no retries',
    ...(retries && retries.retryOn === undefined
      ? ['without retryOn, failed connections and the like are tried again, and no answer with 5xx']
      : []),
    ...(timeout === undefined ? [] : [`timeout: ${timeout} is the limit for all tries together`]),
  ];
  return parts.join(', ');
}
