import { parse } from 'dotenv';
import type { Entry, Node, Place } from '../shared/tree.ts';
import { flag, type Reading, sift, text } from './reading.ts';
import { ENV_FILE } from './rules.ts';

const MAX_BYTES = 64 * 1024;

/** The variables of the files that `env_file` names; a later file wins. A stranger's work may not name any. */
export function readEnvFiles(
  entry: Entry | undefined,
  service: string,
  reading: Reading,
): Record<string, string> {
  if (!entry) return {};
  if (reading.level === 'strict') {
    reading.findings.problem(
      entry.place,
      `Service \`${service}\` may not set \`env_file\`: write the variables under \`environment\`.`,
    );
    return {};
  }
  const nodes: Node[] = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  return Object.assign({}, ...nodes.map(node => oneFile(node, service, reading)));
}

function oneFile(node: Node, service: string, reading: Reading): Record<string, string> {
  const what = `\`env_file\` of \`${service}\``;
  if (node.kind !== 'map') {
    const name = text({ place: node.place, value: node }, what, reading);
    return name === undefined ? {} : load(name, true, what, node.place, reading);
  }
  const kept = sift(node, ENV_FILE, what, reading);
  const name = text(kept.get('path'), `\`path\` in ${what}`, reading) ?? '';
  const required = flag(kept.get('required'), `\`required\` in ${what}`, reading) ?? true;
  return load(name, required, what, node.place, reading);
}

function load(
  name: string,
  required: boolean,
  what: string,
  place: Place,
  { folder, findings }: Reading,
): Record<string, string> {
  const found = folder.find(name);
  if (found.kind === 'file' && found.size <= MAX_BYTES) return parse(folder.read({ ...found, kind: 'file' }));
  if (found.kind === 'outside')
    findings.problem(place, `${what} names \`${name}\`, which lies outside the workspace.`);
  else if (found.kind === 'file')
    findings.problem(place, `${what} names \`${name}\`, which is larger than ${MAX_BYTES / 1024} KiB.`);
  else if (required)
    findings.problem(place, `${what} names \`${name}\`, which is not a file of the workspace.`);
  return {};
}
