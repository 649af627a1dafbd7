import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/platform/assets.ts';
import { type Attack, ROWS } from './attack.ts';

const FILE = join(packageRoot(), 'docs/security.md');
const BEGIN = '<!-- written by `npm run hostile`: not edited by hand -->';
const END = '<!-- end -->';

/** Writes what came of each attack into docs/security.md, between its markers. */
export async function writeTable(outcomes: readonly { attack: Attack; outcome: string }[]): Promise<void> {
  const parts = Object.entries(ROWS).flatMap(([row, title]) => {
    const of = outcomes.filter(({ attack }) => attack.row === row);
    if (of.length === 0) return [];
    const lines = of.map(
      ({ attack, outcome }) => `| ${attack.name} | ${cell(attack.tries)} | ${cell(lasting(outcome))} |`,
    );
    return [
      `### ${title}`,
      '',
      '| attack | what it tries | what came of it |',
      '|---|---|---|',
      ...lines,
      '',
    ];
  });
  const text = await readFile(FILE, 'utf8');
  const [before = ''] = text.split(BEGIN);
  const after = text.split(END)[1] ?? '\n';
  const head = `${BEGIN}\n\n${outcomes.length} attacks, all contained.\n`;
  await writeFile(FILE, `${before}${head}\n${parts.join('\n')}\n${END}${after}`);
}

/** The names of the attacks in the table of docs/security.md, sorted. */
export async function shownAttacks(): Promise<string[]> {
  const table = (await readFile(FILE, 'utf8')).split(BEGIN)[1] ?? '';
  return [...table.matchAll(/^\| (?!attack )([a-z0-9-]+) \|/gm)].flatMap(([, name = '']) => name).sort();
}

/** Without what differs from run to run: addresses, ports, folders, names that were drawn. */
const lasting = (text: string) =>
  text
    .replaceAll(/\/tmp\/hostile-\w+/g, '/tmp/…')
    .replaceAll(/\bhostile-[0-9a-f]{8}/g, 'hostile-…')
    .replaceAll(/\b\d+\.\d+\.\d+\.\d+(:\d+)?/g, '‹address›')
    .replaceAll(/\b\d{5}\b/g, '‹port›')
    .replaceAll(/microlab-[0-9a-f]{10}/g, 'microlab-…');

const LONGEST = 160;
function cell(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return short.replaceAll(/[&<>|\\`*_[\]]/g, char => `&#${char.codePointAt(0)};`).replaceAll(/\s+/g, ' ');
}
