import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import { noPaint } from '../../report/paint.ts';
import { paintOf } from '../terminal.ts';
import { highlighted } from './highlight.ts';
import { bare, codeLines } from './listing.ts';
import { prose } from './prose.ts';
import { windowed } from './screen.ts';

const plain = (width: number) => ({ paint: noPaint, width });
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[(\\d+)m`, 'g');
const chalk = new Chalk({ level: 1 });

describe('prose', () => {
  it('fills paragraphs, and indents them below their head', () => {
    expect(prose('one two\nthree\n\nfour', plain(12), '- ')).toEqual(['- one two', '  three', '', '  four']);
  });

  it('counts no marks, and leaves code as it is', () => {
    expect(prose('**four** *ever* `**`', plain(14))).toEqual(['four ever `**`']);
    expect(prose('2 * 3 * 4 and a_b_c', plain(40))).toEqual(['2 * 3 * 4 and a_b_c']);
  });

  it('keeps short code together and breaks long code', () => {
    expect(prose('say `a b c` now', plain(10))).toEqual(['say', '`a b c`', 'now']);
    expect(prose('`docker run --rm --publish 80:80`', plain(20))).toEqual([
      '`docker run --rm',
      '--publish 80:80`',
    ]);
  });

  it('colours code and bold on each line that they reach', () => {
    const layout = { paint: paintOf(1), width: 20 };
    expect(prose('**b c** `docker run --rm --publish 80:80`', layout)).toEqual([
      `${chalk.bold('b c')} ${chalk.cyan('`docker run --rm')}`,
      chalk.cyan('--publish 80:80`'),
    ]);
  });
});

describe('a listing', () => {
  it('breaks long lines after a blank or a separator, and keeps their indentation', () => {
    const [line = []] = bare('    migrate: {condition: service_completed_successfully}');
    expect(codeLines(line, plain(38))).toEqual([
      '      migrate: {condition:',
      '      ↳ service_completed_successfully',
      '      ↳ }',
    ]);
    expect(codeLines(line, plain(80))).toEqual([
      '      migrate: {condition: service_completed_successfully}',
    ]);
  });

  it('loses nothing however narrow it is', () => {
    const text = '        image: registry.example.org/shop/orders@sha256:0123456789abcdef  # pinned';
    for (const width of [14, 20, 31, 40, 79]) {
      const lines = codeLines(bare(text)[0] ?? [], plain(width));
      expect(lines.filter(line => line.length > width)).toEqual([]);
      expect(lines.join('').replace(/[\s↳]/g, '')).toBe(text.replace(/\s/g, ''));
    }
  });

  it('removes what could move the cursor', () => {
    expect(bare('a\u001b[2Jb\tc')).toEqual([[{ text: 'ab  c', tone: null }]]);
  });
});

describe('highlighting', () => {
  const texts = {
    yaml: 'image: "a" # b\nn: 3\n',
    dockerfile: 'FROM python:3.13\nRUN echo "a & b" < c\n',
    python: 'def f(x):\n    """two\n    lines"""\n    return x > 1\n',
    json: '{"a": [1, true]}',
    bash: 'if [ "$A" ]; then echo hi; fi',
    http: 'GET / HTTP/1.1\nHost: a\n\n{}',
    proto: 'message A { int32 b = 1; }',
    promql: 'rate(http_requests_total[5m])',
    text: '*\n!a <b>&amp;',
  };

  it.each(Object.entries(texts))('keeps each character of %s', async (language, text) => {
    const code = await highlighted({ language, text });
    expect(code.map(line => line.map(span => span.text).join('')).join('\n')).toBe(text);
  });

  it('tells names, values and comments apart', async () => {
    const [first = []] = await highlighted({ language: 'yaml', text: texts.yaml });
    expect(first.filter(({ tone }) => tone !== null)).toEqual([
      { text: 'image:', tone: 'name' },
      { text: '"a"', tone: 'literal' },
      { text: '# b', tone: 'comment' },
    ]);
  });

  it('carries the tone of a text over its lines', async () => {
    const code = await highlighted({ language: 'python', text: texts.python });
    expect(code[2]).toEqual([{ text: '    lines"""', tone: 'literal' }]);
  });

  it('uses colours that can be read on light and dark paper alike', async () => {
    const painted = (await highlighted({ language: 'python', text: texts.python }))
      .flatMap(line => codeLines(line, { paint: paintOf(1), width: 80 }))
      .join('');
    const codes = [...painted.matchAll(COLOUR)].map(([, code]) => Number(code));
    expect(codes.length).toBeGreaterThan(0);
    // Bold, dim, red, green, magenta, cyan, and back.
    expect(codes.filter(code => ![1, 2, 22, 31, 32, 35, 36, 39].includes(code))).toEqual([]);
  });
});

describe('lines that do not fit on the screen', () => {
  const lines = [...'abcdefgh'];

  it('are shown around the cursor, and counted', () => {
    expect(windowed({ lines, row: 0 }, 4, noPaint)).toEqual({
      lines: ['a', 'b', 'c', '  ↓ 5 more lines'],
      row: 0,
    });
    expect(windowed({ lines, row: 4 }, 4, noPaint)).toEqual({
      lines: ['  ↑ 3 more lines', 'd', 'e', '  ↓ 3 more lines'],
      row: 2,
    });
    expect(windowed({ lines, row: 7 }, 4, noPaint).lines).toEqual(['  ↑ 5 more lines', 'f', 'g', 'h']);
    expect(windowed({ lines, row: 3 }, 8, noPaint)).toEqual({ lines, row: 3 });
  });
});
