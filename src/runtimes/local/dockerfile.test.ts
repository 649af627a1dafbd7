import { describe, expect, it } from 'vitest';
import { readDockerfile } from './dockerfile.ts';

const last = (text: string, options = {}) => readDockerfile(text, options).at(-1);

describe('readDockerfile', () => {
  it('reads what a plain image says', () => {
    expect(
      last(`# comment
FROM --platform=linux/amd64 python:3.13-slim
WORKDIR /app
ENV A=1 B="two words" C=a;b
ENV D three four
COPY --chown=app:app requirements.txt ./
RUN --mount=type=cache,target=/root/.cache pip install --no-cache-dir -r requirements.txt \\
 && useradd app && mkdir -p /data
WORKDIR sub
USER app
EXPOSE 5000
STOPSIGNAL SIGINT
HEALTHCHECK CMD ["python", "health.py"]
CMD ["python", "app.py"]
`),
    ).toEqual({
      image: 'python:3.13-slim',
      env: { A: '1', B: 'two words', C: 'a;b', D: 'three four' },
      workdir: '/app/sub',
      steps: [
        { kind: 'copy', line: 6, from: null, sources: ['requirements.txt'], target: './', workdir: '/app' },
        {
          kind: 'install',
          line: 7,
          workdir: '/app',
          install: { files: [{ flag: '-r', path: 'requirements.txt' }], packages: [], options: [] },
        },
        { kind: 'folder', path: '/data' },
      ],
      entrypoint: null,
      cmd: { words: ['python', 'app.py'] },
      stopSignal: 'SIGINT',
      leftOut: [],
    });
  });

  it('follows stages to the image that they start from, and copies between them', () => {
    const stages = readDockerfile(`ARG VERSION=3.12
FROM python:\${VERSION} AS base
ENV MODE=base
FROM base AS build
RUN pip install flask
FROM base
COPY --from=build /install /usr/local
COPY --from=1 /srv /srv
ENV MODE=\${MODE}-last
`);
    expect(stages.map(stage => stage.image)).toEqual(['python:3.12', 'python:3.12', 'python:3.12']);
    expect(stages[2]).toMatchObject({
      env: { MODE: 'base-last' },
      steps: [{ from: 1 }, { from: 1, sources: ['/srv'] }],
    });
    expect(stages[1]?.steps).toHaveLength(1);
  });

  it('takes arguments and the target of the compose file', () => {
    const text = 'ARG V=3.12\nFROM python:$V AS dev\nARG NAME\nENV NAME=$NAME\nFROM node:24\n';
    expect(last(text, { target: 'dev', args: { V: '3.13', NAME: 'x' } })).toMatchObject({
      image: 'python:3.13',
      env: { NAME: 'x' },
    });
  });

  it('knows the shell form, and takes what is no JSON for it', () => {
    expect(last('FROM python:3\nCMD python app.py')?.cmd).toEqual({ shell: 'python app.py' });
    expect(last("FROM python:3\nCMD ['python', 'app.py']")?.cmd).toEqual({ shell: "['python', 'app.py']" });
  });

  it('forgets an inherited CMD where an ENTRYPOINT is set', () => {
    expect(last('FROM python:3 AS a\nCMD ["x"]\nFROM a\nENTRYPOINT ["y"]')).toMatchObject({
      cmd: null,
      entrypoint: { words: ['y'] },
    });
  });

  it('says what it leaves out', () => {
    const stage = last(`FROM python:3
RUN apt-get update && apt-get install -y curl
COPY --from=ghcr.example/uv /uv /bin/
ADD https://example.org/x.txt /x
RUN pip install .
`);
    expect(stage?.leftOut).toEqual([
      'line 2: RUN apt-get update',
      'line 2: RUN apt-get install -y curl',
      'line 3: COPY --from=ghcr.example/uv /uv /bin/',
      'line 4: ADD https://example.org/x.txt /x',
      'line 5: RUN pip install .',
    ]);
    expect(stage?.steps).toEqual([]);
  });

  it('reads CRLF line ends', () => {
    expect(last('FROM python:3.13\r\nWORKDIR /app\r\nCMD ["python", "a.py"]\r\n')).toMatchObject({
      image: 'python:3.13',
      workdir: '/app',
      cmd: { words: ['python', 'a.py'] },
    });
  });
});
