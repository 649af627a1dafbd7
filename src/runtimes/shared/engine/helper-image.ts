import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { execa } from 'execa';
import { MissingError } from '../../../errors.ts';
import { helperProgram } from '../helper.ts';
import { isHere } from './fetch.ts';
import { LABEL } from './labels.ts';

/** The exercises' Python base image: the lab's own helper runs on it too, so that nothing else has to be fetched. */
export const HELPER_BASE = 'python:3.13-slim';
const KAFKA_CLIENT = 'confluent-kafka==2.16.1';

const DOCKERFILE = `FROM ${HELPER_BASE}
RUN pip install --no-cache-dir ${KAFKA_CLIENT}
COPY helper.py /helper.py
CMD ["python3", "-u", "/helper.py"]
`;

/** The name of the helper's image: another program or another library, another name. */
export function helperImage(): string {
  return `microlab-helper:${createHash('sha256').update(DOCKERFILE).update(helperProgram()).digest('hex').slice(0, 12)}`;
}

/** Builds the helper's image unless it is here. It is kept between runs. */
export async function ensureHelperImage(
  docker: Docker,
  scratch: string,
  env: Record<string, string>,
  note: (text: string) => void,
): Promise<void> {
  const image = helperImage();
  if (await isHere(docker, image)) return;
  note(
    'Building the verifier’s helper image, once for this machine (a Python program and a Kafka client, some 20 MB).',
  );
  const context = join(scratch, 'helper');
  await mkdir(context, { recursive: true });
  await Promise.all([
    writeFile(join(context, 'Dockerfile'), DOCKERFILE),
    writeFile(join(context, 'helper.py'), helperProgram()),
  ]);
  const { exitCode, stderr } = await execa(
    'docker',
    ['build', '--quiet', '--tag', image, '--label', `${LABEL.cache}=helper`, context],
    {
      env: { ...env, DOCKER_BUILDKIT: '1' },
      reject: false,
    },
  );
  if (exitCode !== 0) {
    throw new MissingError('The verifier’s helper image could not be built.', {
      details: stderr.split('\n').slice(-8),
      fix: 'It installs one package from the Python package index: check this machine’s way there, and try again.',
    });
  }
}
