import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MissingError, WorkFault } from '../../errors.ts';
import type { ProjectService } from '../../policy/compose/index.ts';
import { readDockerfile, type Stage } from './dockerfile.ts';
import { layOut } from './layout.ts';
import { findPython, type Python } from './python.ts';

/** What one service needs to run here, read from its Dockerfile and its part of the compose file. */
export interface Blueprint {
  name: string;
  asked: ProjectService;
  stage: Stage;
  /** Stands in for the image's file system. */
  root: string;
  requirements: string[];
  python: Python;
  /** The minor version that the image names, such as `3.13`. */
  wantedPython: string | undefined;
}

const PYTHON_IMAGE = /(?:^|\/)python(?::(\d+\.\d+)?[^/]*)?(?:@.*)?$/;
const INSTEAD = 'Verify with Docker: --runtime docker';

/**
 * Reads how a service is built, and lays out its files under `scratch`. Throws MissingError for what is not a Python
 * service, WorkFault where the Dockerfile names what is not there.
 */
export async function blueprintOf(
  name: string,
  asked: ProjectService | undefined,
  scratch: string,
): Promise<Blueprint> {
  if (!asked)
    throw new WorkFault(`The compose file has no service ${name}.`, {
      expected: `a service ${name}`,
      actual: 'none',
    });
  if (!asked.build) {
    throw new MissingError(
      `${name} is a ready-made image (${asked.image}): the local runtime runs Python services from their Dockerfile only.`,
      { fix: INSTEAD },
    );
  }
  const { context, dockerfile, args, target } = asked.build;
  const text = await readFile(join(context, dockerfile), 'utf8').catch(() => {
    throw new WorkFault(`${name} has no ${dockerfile}.`, {
      expected: `a file ${dockerfile} in the folder that is built`,
      actual: 'none',
    });
  });
  const stages = readDockerfile(text, { args, target });
  const stage = stages.at(-1);
  if (!stage)
    throw new WorkFault(`The ${dockerfile} of ${name} has no FROM.`, {
      expected: 'FROM and an image',
      actual: 'none',
    });
  const image = PYTHON_IMAGE.exec(stage.image);
  if (!image) {
    throw new MissingError(
      `${name} is not a Python service (its image starts from ${stage.image}): the local runtime runs Python only; use Docker.`,
      { fix: INSTEAD },
    );
  }
  if (asked.workingDir !== undefined) stage.workdir = asked.workingDir;
  for (const volume of asked.volumes) stage.steps.push({ kind: 'folder', path: volume.target });
  const python = await findPython(image[1]);
  if (python instanceof MissingError) throw python;
  return { name, asked, stage, ...(await layOut(stages, context, scratch)), python, wantedPython: image[1] };
}
