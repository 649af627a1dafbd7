import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MissingError, WorkFault } from '../../errors.ts';
import type { ProjectService } from '../../policy/compose/index.ts';
import type { ServiceContract } from '../runtime.ts';
import { readDockerfile, type Stage } from './dockerfile.ts';
import { type Layout, layOut } from './layout.ts';
import { findPython, type Python } from './python.ts';
import { isDeepPath } from './variables.ts';
import { emptyVolumes, mountVolumes } from './volumes.ts';

/** What one service needs to run here, read from its Dockerfile and its part of the compose file. */
export interface Blueprint {
  name: string;
  asked: ProjectService;
  stage: Stage;
  python: Python;
  /** The minor version that the image names, such as `3.13`. */
  wantedPython: string | undefined;
  /** Makes the folder that stands in for the image's file system. */
  layOut(): Promise<Layout>;
  /** Makes it anew, the volumes empty. */
  renew(): Promise<void>;
}

const PYTHON_IMAGE = /(?:^|\/)python(?::(\d+\.\d+)?[^/]*)?(?:@.*)?$/;
const INSTEAD = 'Verify with Docker: --runtime docker';

/**
 * Reads how a service is built; its files will lie under `scratch`. Throws MissingError for what is not a Python
 * service, WorkFault where something is missing in the workspace.
 */
export async function blueprintOf(
  name: string,
  asked: ProjectService | undefined,
  contract: ServiceContract,
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
  stage.steps.push(...pathsOf(contract).map(path => ({ kind: 'folder' as const, path: dirname(path) })));
  const python = await findPython(image[1]);
  if (python instanceof MissingError) throw python;
  const volumes = join(scratch, 'volumes');
  const lay = async () => {
    const layout = await layOut(stages, context, join(scratch, name));
    await mountVolumes(layout.root, asked.volumes, volumes);
    return layout;
  };
  return {
    name,
    asked,
    stage,
    python,
    wantedPython: image[1],
    layOut: lay,
    async renew() {
      await emptyVolumes(asked.volumes, volumes);
      await lay();
    },
  };
}

/** Files in the image that the contract speaks of. */
function pathsOf({ env, files }: ServiceContract): string[] {
  return [...Object.values(env).filter(isDeepPath), ...Object.values(files)];
}
