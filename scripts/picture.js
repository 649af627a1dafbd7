// Draws what a command of microlab shows on a terminal, from a real run in an empty folder.
// Usage: node scripts/picture.js FILE.svg [--keys 'Down Enter'] exercise run saga --solution
//   --keys: types these keys (as tmux calls them) one after another, and draws the screen that they lead to
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const [file, ...rest] = process.argv.slice(2);
const keys = rest[0] === '--keys' ? rest[1].split(' ') : null;
const args = keys ? rest.slice(2) : rest;
const COLUMNS = keys ? 86 : 102;
const program = fileURLToPath(new URL('../bin/microlab.js', import.meta.url));

const SIZE = { char: 7.85, line: 18, font: 13, margin: 18 };
const PAPER = '#1b1f27';
const INK = '#d7dae0';
const COLOURS = {
  31: '#f07178',
  32: '#a5d66b',
  33: '#ffcb6b',
  34: '#82aaff',
  35: '#d6a0f5',
  36: '#7fd5ea',
  37: INK,
  90: '#7c8494',
};

const COLOUR_CODE = new RegExp(`${String.fromCharCode(27)}\\[([\\d;]*)m`);

const escaped = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Pieces of one line with what they look like. `look` is carried from line to line, as a terminal does. */
function pieces(line, look) {
  return line.split(COLOUR_CODE).flatMap((part, i) => {
    if (i % 2 === 0) return part === '' ? [] : [{ text: part, ...look }];
    for (const code of part.split(';').map(Number)) {
      if (code === 0) Object.assign(look, { colour: undefined, bold: false, dim: false });
      else if (code === 1) look.bold = true;
      else if (code === 2) look.dim = true;
      else if (code === 22) Object.assign(look, { bold: false, dim: false });
      else if (code === 39) look.colour = undefined;
      else if (code in COLOURS) look.colour = COLOURS[code];
    }
    return [];
  });
}

function tspan({ text, colour, bold, dim }) {
  const style = [colour && `fill="${colour}"`, bold && 'font-weight="bold"', dim && 'opacity="0.65"']
    .filter(Boolean)
    .join(' ');
  return style ? `<tspan ${style}>${escaped(text)}</tspan>` : escaped(text);
}

function svg(lines) {
  const width = Math.round(COLUMNS * SIZE.char + 2 * SIZE.margin);
  const height = lines.length * SIZE.line + 2 * SIZE.margin;
  const look = {};
  const rows = lines.map((line, i) => {
    const y = SIZE.margin + (i + 0.75) * SIZE.line;
    return `<text x="${SIZE.margin}" y="${y}" xml:space="preserve">${pieces(line, look).map(tspan).join('')}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="${INK}" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${SIZE.font}">
<rect width="100%" height="100%" rx="8" fill="${PAPER}"/>
${rows.join('\n')}
</svg>
`;
}

/** `script` (util-linux) runs it on a terminal of its own, so that it prints what a person would see. */
async function printed(cwd, env) {
  const typed = [`stty cols ${COLUMNS};`, 'node', program, '--plain', ...args].join(' ');
  const options = { cwd, reject: false, stdin: 'ignore', env: { FORCE_COLOR: '1', ...env } };
  return (await execa('script', ['--quiet', '--command', typed, '/dev/null'], options)).stdout;
}

/** The screen after the keys. Each is typed when the one before has changed the screen. */
async function screen(cwd, env) {
  const tmux = async (...words) =>
    (await execa('tmux', ['-L', `picture-${process.pid}`, '-f', '/dev/null', ...words])).stdout;
  const look = () => tmux('capture-pane', '-e', '-p');
  const changed = async before => {
    for (;;) {
      const now = await look();
      if (now !== before && now.trim() !== '') return now;
      await delay(50);
    }
  };
  const variables = Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const size = ['-x', String(COLUMNS), '-y', '60'];
  await tmux('new-session', '-d', ...size, '-c', cwd, ...variables, 'node', program, ...args);
  try {
    let now = await changed('');
    for (const key of keys) {
      await tmux('send-keys', key);
      now = await changed(now);
    }
    await delay(200); // what a key leads to may be written in parts
    return await look();
  } finally {
    await tmux('kill-server');
  }
}

const folder = mkdtempSync(join(tmpdir(), 'picture-'));
const env = { npm_command: 'exec', MICROLAB_HOME: join(folder, '.home') };
const text = await (keys ? screen : printed)(folder, env);
rmSync(folder, { recursive: true });
writeFileSync(
  file,
  svg([`\u001b[1m$ npx microlab ${args.join(' ')}\u001b[22m`, ...text.trimEnd().split(/\r*\n/)]),
);
