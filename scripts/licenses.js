import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const RULE = `\n${'-'.repeat(78)}\n`;
const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;

/** The folder of the package that a bundled file belongs to: `node_modules/@scope/name`, nested ones too; else nothing. */
function packageOf(file) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

function entry(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter(file => LICENCE_FILE.test(file))
    .sort()
    .map(file => readFileSync(join(folder, file), 'utf8').trim());
  const by = typeof author === 'object' ? author?.name : author;
  const text =
    texts.join('\n\n') ||
    `The package carries no licence text. Its package.json says: ${license}${by ? `, by ${by}` : ''}.`;
  return {
    key: `${name}@${version}`,
    text: `${name} ${version}, ${license?.type ?? license ?? 'licence not stated'}\n\n${text}\n`,
  };
}

/**
 * The licences of what is bundled, as one text.
 * @param {string[]} files the bundle's inputs, relative to the project
 */
export function thirdPartyLicenses(files) {
  const folders = new Set(
    files.map(packageOf).filter(folder => folder && existsSync(join(folder, 'package.json'))),
  );
  const entries = new Map([...folders].map(entry).map(({ key, text }) => [key, text]));
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return `microlab is published as a bundle that contains parts of these ${sorted.length} packages.\n${RULE}${sorted.join(`${RULE}`)}`;
}
