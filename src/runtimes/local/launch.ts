import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MissingError, WorkFault } from '../../errors.ts';
import type { ServiceContract } from '../runtime.ts';
import type { Blueprint } from './blueprint.ts';
import type { Launch } from './service.ts';
import { commandOf, environmentOf, type Place } from './variables.ts';

/** A service whose files and libraries are there. */
export interface Prepared extends Blueprint {
  /** The folder that stands in for the image's file system. */
  root: string;
  /** The folder of its virtual environment. */
  venv: string;
}

interface Wiring {
  contract: ServiceContract;
  port: number;
  places: readonly Place[];
  log: string;
  /** The Python that runs the lab's own programs. */
  python: string;
}

/** Everything that it takes to start a service. Throws where its image says nothing to start, or what is not there. */
export function launchOf(prepared: Prepared, { contract, port, places, log, python }: Wiring): Launch {
  const { name, asked, stage, root, venv } = prepared;
  const request = {
    stage,
    environment: asked.environment,
    command: asked.command,
    entrypoint: asked.entrypoint,
  };
  const setting = { root, venv, port, contract, places };
  const command = commandOf(request, setting);
  const env = environmentOf(request, setting);
  const folder = join(root, stage.workdir);
  const [program] = command;
  if (program === undefined) {
    throw new WorkFault(`The Dockerfile of ${name} does not say what to run: it has no CMD.`, {
      expected: 'a CMD',
      actual: 'none',
    });
  }
  if (!isThere(program, env.PATH as string, folder)) throw nowhere(prepared, program);
  const stopSignal = asked.stopSignal ?? stage.stopSignal ?? 'SIGTERM';
  return { name, command, folder, env, port, log, stopSignal, init: asked.init ?? false, python };
}

function isThere(program: string, path: string, folder: string): boolean {
  if (program.startsWith('/')) return existsSync(program);
  if (program.includes('/')) return existsSync(join(folder, program));
  return path.split(':').some(each => existsSync(join(each, program)));
}

/** The learner's fault, unless the image may have the program from a step that is left out here. */
function nowhere({ name, stage }: Blueprint, program: string): Error {
  if (stage.leftOut.length > 0) {
    return new MissingError(`${name} starts "${program}", which this machine does not have.`, {
      details: stage.leftOut,
      fix: 'Verify with Docker: --runtime docker',
    });
  }
  return new WorkFault(
    `${name} starts "${program}", and nothing in its Dockerfile brings a program of that name.`,
    {
      expected: 'a program that the image contains',
      actual: program,
    },
  );
}
