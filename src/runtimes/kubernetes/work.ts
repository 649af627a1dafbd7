import { UserError } from '../../errors.ts';
import type { Project } from '../../policy/compose/index.ts';
import { prepareBuilds } from '../../policy/dockerfile/index.ts';
import { readManifests } from '../../policy/manifests/index.ts';
import type { Manifest } from '../cluster.ts';
import type { Job } from '../runtime.ts';
import { readBuilds } from './images.ts';

/** What a workspace wants to have built and run. */
interface Work {
  manifests: Manifest[];
  project: Project;
  notes: string[];
}

const required = ({ services }: Job) =>
  Object.entries(services).flatMap(([name, { orElse }]) => (orElse === null ? [name] : []));

/** One's own work. What compose files are told about ports and names means nothing here: no notes of theirs. */
export async function ownWork(job: Job): Promise<Work> {
  const [{ manifests, notes }, project] = await Promise.all([
    readManifests(job.workspace, 'own'),
    readBuilds(job.workspace, required(job)),
  ]);
  return { manifests, project, notes };
}

/**
 * The work of others, held to the strict rules. The workspace is a copy: its Dockerfiles are written anew. Throws one
 * UserError with all that is not allowed, in whichever file.
 * @param images what the exam allows beside the usual images
 */
export async function strangersWork(job: Job, images: readonly string[]): Promise<Work> {
  const { workspace } = job;
  const project = await outcome(readBuilds(workspace, required(job), 'strict', images));
  // A name of a service stands for an image that is built here: where none is, it could be anybody's.
  const services =
    project instanceof UserError
      ? required(job)
      : Object.entries(project.services).flatMap(([name, { build }]) => (build ? [name] : []));
  const read = await outcome(readManifests(workspace, 'strict', { services, images }));
  const builds =
    project instanceof UserError ? null : prepareBuilds(project, workspace, { images, cache: job.runId });
  const failed = [project, read].filter(one => one instanceof UserError);
  if (builds && builds.problems.length > 0)
    failed.push(new UserError('The images may not be built.', { details: builds.problems }));
  const [only, ...more] = failed;
  if (only && more.length === 0) throw only;
  if (only)
    throw new UserError('Neither the images nor the manifests may be used.', {
      details: failed.flatMap(({ message, details }) => (details.length > 0 ? details : [message])),
    });
  const { manifests, notes } = read as Awaited<ReturnType<typeof readManifests>>;
  const { bases = [], notes: ofBuilds = [] } = builds ?? {};
  return { manifests, project: { ...(project as Project), bases }, notes: [...notes, ...ofBuilds] };
}

/** What comes of something, a refusal as well. */
async function outcome<T>(work: Promise<T>): Promise<T | UserError> {
  return work.catch((thrown: unknown) => {
    if (thrown instanceof UserError) return thrown;
    throw thrown;
  });
}
