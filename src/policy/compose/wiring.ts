import { didYouMean } from '../../platform/nearest.ts';
import type { Entry, Place } from '../shared/tree.ts';
import type { Condition } from './project.ts';
import { flag, type Reading, shaped, sift, texts } from './reading.ts';
import { ATTACHMENT, DEPENDENCY } from './rules.ts';

/** A name that another service must have, and where it was written. */
export interface Dependency {
  service: string;
  condition: Condition;
  place: Place;
  /** With `required: false` the service may be missing. */
  required: boolean;
}

/** `depends_on`, as a list of names or a mapping with conditions. */
export function readDependsOn(entry: Entry | undefined, service: string, reading: Reading): Dependency[] {
  const what = `\`depends_on\` of \`${service}\``;
  if (!entry) return [];
  if (entry.value.kind !== 'map') {
    return texts(entry, what, reading).map(({ text, entry: { place } }) => {
      return { service: text, condition: 'service_started', place, required: true };
    });
  }
  return [...entry.value.entries].map(([name, { place, value }]) => {
    const empty = value.kind === 'scalar' && value.value === null;
    const kept = empty ? new Map<string, Entry>() : sift(value, DEPENDENCY, what, reading);
    const condition = shaped(
      kept.get('condition'),
      /^service_(started|healthy|completed_successfully)$/,
      `The condition for \`${name}\``,
      '`service_started`, `service_healthy` or `service_completed_successfully`',
      reading,
    );
    const required = flag(kept.get('required'), `\`required\` of ${what}`, reading) ?? true;
    return { service: name, condition: (condition ?? 'service_started') as Condition, place, required };
  });
}

/** `links`: an order to start in, and for `service:alias` another name of that service. */
export function readLinks(entry: Entry | undefined, service: string, reading: Reading) {
  const links = texts(entry, `\`links\` of \`${service}\``, reading);
  const dependencies = links.map(({ text, entry: { place } }): Dependency => {
    return { service: text.split(':')[0] ?? '', condition: 'service_started', place, required: true };
  });
  const aliases = links.flatMap(({ text }) => {
    const [target = '', alias] = text.split(':');
    return alias ? [{ service: target, alias }] : [];
  });
  return { dependencies, aliases };
}

/** The aliases of `networks`, as a list of networks or a mapping. Each network must be declared. */
export function readNetworks(
  entry: Entry | undefined,
  service: string,
  declared: ReadonlySet<string>,
  reading: Reading,
): string[] {
  if (!entry) return [];
  const what = `\`networks\` of \`${service}\``;
  const known = (name: string, place: Place) => {
    if (name === 'default' || declared.has(name)) return;
    const nearest = didYouMean(name, declared);
    reading.findings.problem(
      place,
      `The network \`${name}\` is not declared: add \`${name}:\` under \`networks:\` at the end of the file.${nearest}`,
    );
  };
  if (entry.value.kind !== 'map') {
    for (const { text, entry: item } of texts(entry, what, reading)) known(text, item.place);
    return [];
  }
  return [...entry.value.entries].flatMap(([name, { place, value }]) => {
    known(name, place);
    if (value.kind === 'scalar' && value.value === null) return [];
    const kept = sift(value, ATTACHMENT, what, reading);
    return texts(kept.get('aliases'), `\`aliases\` in ${what}`, reading).map(({ text }) => text);
  });
}
