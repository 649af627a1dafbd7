import { expect, it } from 'vitest';
import { noPaint } from '../report/paint.ts';
import { rendered } from './markdown.ts';
import { paintOf } from './terminal.ts';

const TEXT = `# A task

Write \`GET /users\` and **mind** the [contract](docs/x.md), which is
on two lines & has <angles>.

- one point that is long enough to be broken somewhere
  1. nested \`with code\`
- two

| what | how |
|---|---|
| \`GET /users\` | answers 200 with a list of at least two users |
| another path | 404 |

\`\`\`json
{"a":  1}
\`\`\`

> Mind this.
`;

const draw = (width: number) => rendered(TEXT, { outIsTerminal: true, outLayout: { paint: noPaint, width } });

it('is drawn for a wide terminal and for a narrow one', async () => {
  expect(await draw(60)).toMatchInlineSnapshot(`
    "A task

    Write \`GET /users\` and mind the contract (docs/x.md), which
    is on two lines & has <angles>.

      - one point that is long enough to be broken somewhere
          1. nested \`with code\`
      - two

    what          how
    -----------------------------------------------------------
    \`GET /users\`  answers 200 with a list of at least two users
    another path  404

        {"a":  1}

    | Mind this.
    "
  `);
  expect(await draw(30)).toMatchInlineSnapshot(`
    "A task

    Write \`GET /users\` and mind
    the contract (docs/x.md),
    which is on two lines & has
    <angles>.

      - one point that is long
        enough to be broken
        somewhere
          1. nested \`with code\`
      - two

    \`GET /users\`
      how: answers 200 with a list
      of at least two users

    another path
      how: 404

        {"a":  1}

    | Mind this.
    "
  `);
});

it('stays as it is for a pipe, and is coloured where colours are', async () => {
  expect(await rendered(TEXT, { outIsTerminal: false, outLayout: { paint: noPaint, width: 80 } })).toBe(TEXT);
  expect(await rendered('`x`', { outIsTerminal: true, outLayout: { paint: paintOf(1), width: 80 } })).toBe(
    '\u001b[36m`x`\u001b[39m\n',
  );
});
