import { describe, expect, it } from 'vitest';
import type { Item } from '../content/questions/bank.ts';
import { exportQuestions } from './export.ts';
import { one } from './items.fixture.ts';

const all: Item[] = [
  ...Object.values(one),
  { ...one.card, id: 'tricky', question: 'Is "a,b" < c\n\nand `x & y`\t**so**?' },
];

describe('for Anki', () => {
  const lines = exportQuestions(all, 'anki').trimEnd().split('\n');
  const head = lines.filter(line => line.startsWith('#'));
  const rows = lines.slice(head.length).map(line => line.split('\t'));

  it('has the headers that its importer reads', () => {
    expect(head).toEqual([
      '#separator:tab',
      '#html:true',
      '#notetype:Basic',
      '#columns:guid\tdeck\tFront\tBack\ttags',
      '#guid column:1',
      '#deck column:2',
      '#tags column:5',
    ]);
  });

  it('is one line with five fields for each question, known by its id', () => {
    expect(rows).toHaveLength(all.length);
    for (const row of rows) expect(row).toHaveLength(5);
    expect(rows.map(([guid]) => guid)).toEqual(all.map(({ id }) => `microlab-${id}`));
    expect(rows[0]?.[1]).toBe('microlab::echo');
    expect(rows[0]?.[4]).toBe('basic loose-coupling');
  });

  it('has questions as HTML, in which nothing is taken for a mark of the file', () => {
    const front = rows.at(-1)?.[2];
    expect(front).toBe('Is &quot;a,b&quot; &lt; c<br><br>and <code>x &amp; y</code>    <b>so</b>?');
    expect(lines.slice(head.length).join()).not.toMatch(/\t"/);
  });

  it('shows the options without the answer, and the answer behind', () => {
    const [, , front = '', back = ''] = rows[0] ?? [];
    expect(front).toMatch(/^Does it\?<ol type="a">(<li>[a-z ]+<\/li>){4}<\/ol>$/);
    expect(back).toBe('<b>yes</b><br><br>Because.<br><br><i>A book</i>');
    const fault = rows.find(([guid]) => guid === 'microlab-a-fault');
    expect(fault?.[2]).toContain('<pre>def f():<br><br>    a = 1<br>    return b</pre>');
    expect(fault?.[3]).toContain('<b>line 4: return b</b>');
  });
});

describe('as CSV', () => {
  /** A reader of RFC 4180. */
  const parse = (text: string) =>
    text
      .split(/\r\n(?=(?:[^"]*"[^"]*")*[^"]*$)/)
      .filter(line => line !== '')
      .map(line =>
        [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
          ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
        ),
      );

  it('is read back as it was', () => {
    const text = exportQuestions(all, 'csv');
    const [head, ...rows] = parse(text);
    expect(head).toHaveLength(12);
    expect(rows).toHaveLength(all.length);
    for (const row of rows) expect(row).toHaveLength(12);
    expect(rows.at(-1)?.[5]).toBe('Is "a,b" < c\n\nand `x & y`\t**so**?');
    expect(rows[0]?.[8]).toBe('yes');
    expect(rows[0]?.[11]).toBe('first');
    expect(text.endsWith('\r\n')).toBe(true);
  });
});

it('as JSON has everything', () => {
  expect(JSON.parse(exportQuestions(all, 'json'))).toEqual({ version: 1, questions: all });
});
