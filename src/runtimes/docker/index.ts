import { MissingError, UserError } from '../../errors.ts';
import { type Project, readProject } from '../../policy/compose/index.ts';
import { prepareBuilds } from '../../policy/dockerfile/index.ts';
import { capabilitiesOf } from '../capabilities.ts';
import type { Job, Runtime } from '../runtime.ts';
import { composePlugin, type Engine, findEngine } from '../shared/engine/engine.ts';
import { LABEL } from '../shared/engine/labels.ts';
import { removeLabelled, runsOf } from '../shared/engine/remove.ts';
import { fromRegistry, type Supplies } from '../shared/engine/supplies.ts';
import { DockerEnvironment } from './environment.ts';

async function engine(): Promise<Engine> {
  const found = await findEngine();
  if (found instanceof MissingError) throw found;
  return found;
}

/** How the work of others is held: see policy/. */
interface Strangers {
  /** Base images that are allowed beside the usual ones. */
  images: readonly string[];
}

interface Place {
  engine: Engine;
  supplies: Supplies;
  publish?: boolean;
  strangers?: Strangers;
}

async function open(job: Job, place: Place): Promise<DockerEnvironment> {
  const { publish: published = false, strangers } = place;
  const required = Object.entries(job.services).flatMap(([name, { orElse }]) =>
    orElse === null ? [name] : [],
  );
  const read = await readProject(
    job.workspace,
    required,
    strangers ? 'strict' : 'own',
    job.kafka ? ['kafka'] : [],
    strangers?.images,
  );
  const project = strangers ? prepared(job, read, strangers) : read;
  for (const note of project.notes) job.note(note);
  const publish = published
    ? Object.fromEntries(
        Object.entries(job.services).flatMap(([name, { port }]) =>
          project.services[name] ? [[name, [port]]] : [],
        ),
      )
    : (false as const);
  return new DockerEnvironment(job, place.engine, place.supplies, project, {
    publish,
    kept: published,
    strangers: strangers !== undefined,
  });
}

/** Holds what is built to the strict rules. The workspace of a stranger is a copy: its Dockerfiles are written anew. */
function prepared(job: Job, project: Project, { images }: Strangers): Project {
  const { problems, notes, bases } = prepareBuilds(project, job.workspace, { images, cache: job.runId });
  if (problems.length === 0) return { ...project, bases, notes: [...project.notes, ...notes] };
  throw new UserError('The images may not be built.', { details: problems });
}

/** Verifies on an engine: the images of a workspace, as containers in a network of the run's own. */
export function dockerOn(place: Place): Runtime {
  return {
    name: 'docker',
    capabilities: capabilitiesOf.docker,
    crowd: 12,
    missing: async () => null,
    open: job => open(job, place),
    sweep: async () => [],
  };
}

/** Verifies on the Docker engine of this machine. */
export const docker: Runtime = {
  name: 'docker',
  capabilities: capabilitiesOf.docker,
  crowd: 12,
  async missing() {
    const found = await findEngine();
    return found instanceof MissingError ? found : composePlugin();
  },
  async open(job) {
    const found = await engine();
    return open(job, { engine: found, supplies: fromRegistry(found) });
  },
  async sweep(isAlive) {
    const { docker } = await engine();
    const runs = (await runsOf(docker)).filter(({ kept }) => !kept);
    const dead = (
      await Promise.all(runs.map(async ({ id, alive }) => ((await isAlive(alive)) ? [] : [id])))
    ).flat();
    return (await Promise.all(dead.map(id => removeLabelled(docker, [`${LABEL.run}=${id}`])))).flat();
  },
};

/** For `exercise up`: the same services, published on this machine and left running. */
export async function openPublished(job: Job): Promise<DockerEnvironment> {
  const found = await engine();
  return open(job, { engine: found, supplies: fromRegistry(found), publish: true });
}

/** Takes down what `exercise up` left running: of one exercise, or all of it. Says what that was, a line each. */
export async function takeDown(exercise: string | undefined): Promise<string[]> {
  const { docker } = await engine();
  const runs = (await runsOf(docker)).filter(({ kept }) => kept);
  const labels = exercise === undefined ? [] : [`${LABEL.exercise}=${exercise}`];
  return (
    await Promise.all(runs.map(({ id }) => removeLabelled(docker, [`${LABEL.run}=${id}`, ...labels])))
  ).flat();
}
