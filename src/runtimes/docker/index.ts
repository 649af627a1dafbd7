import { MissingError } from '../../errors.ts';
import { readProject } from '../../policy/compose/index.ts';
import { capabilitiesOf } from '../capabilities.ts';
import type { Job, Runtime } from '../runtime.ts';
import { composePlugin, findEngine } from '../shared/engine/engine.ts';
import { LABEL } from '../shared/engine/labels.ts';
import { removeLabelled, runsOf } from '../shared/engine/remove.ts';
import { DockerEnvironment } from './environment.ts';

async function engine() {
  const found = await findEngine();
  if (found instanceof MissingError) throw found;
  return found;
}

async function open(job: Job, options: { publish: boolean }): Promise<DockerEnvironment> {
  const required = Object.entries(job.services).flatMap(([name, { orElse }]) =>
    orElse === null ? [name] : [],
  );
  const project = await readProject(job.workspace, required, 'own', job.kafka ? ['kafka'] : []);
  for (const note of project.notes) job.note(note);
  const publish = options.publish
    ? Object.fromEntries(
        Object.entries(job.services).flatMap(([name, { port }]) =>
          project.services[name] ? [[name, [port]]] : [],
        ),
      )
    : (false as const);
  return new DockerEnvironment(job, await engine(), project, { publish, kept: options.publish });
}

/** Verifies on a Docker engine: the learner's images, as containers in a network of the run's own. */
export const docker: Runtime = {
  name: 'docker',
  capabilities: capabilitiesOf.docker,
  crowd: 12,
  async missing() {
    const found = await findEngine();
    return found instanceof MissingError ? found : composePlugin();
  },
  open: job => open(job, { publish: false }),
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
export function openPublished(job: Job): Promise<DockerEnvironment> {
  return open(job, { publish: true });
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
