import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { hasComposeFile, type Project, readProject, writeProject } from '../../policy/compose/index.ts';
import type { ImageFacts, Job } from '../runtime.ts';
import { buildFault } from '../shared/engine/buildlog.ts';
import { Compose } from '../shared/engine/compose.ts';
import { imageFacts } from '../shared/engine/facts.ts';
import { baseOf, basesOf, fetchImage, readDockerfile } from '../shared/engine/fetch.ts';

interface Engine {
  docker: Docker;
  env: Record<string, string>;
}

/**
 * What is built for a cluster: the services of the compose file where there is one, else the Dockerfile at the root, or
 * one in a folder of each service's name. Throws UserError where something must be mended first.
 */
export async function readBuilds(workspace: string, services: readonly string[]): Promise<Project> {
  const folders = services.filter(name => existsSync(join(workspace, name, 'Dockerfile')));
  if (hasComposeFile(workspace) || folders.length === 0)
    return readProject(workspace, services, 'own', ['kafka']);
  const parts = await Promise.all(folders.map(name => readProject(join(workspace, name), [name], 'own')));
  return {
    services: Object.assign({}, ...parts.map(part => part.services)),
    volumes: [],
    notes: parts.flatMap(({ notes }) => notes),
  };
}

/** The images of a run: built by Docker, named by what is in them, so that a node never has an older one of the same name. */
export class Images {
  readonly #job: Job;
  readonly #engine: Engine;
  readonly #project: Project;
  readonly #compose: Compose;
  readonly #names = new Map<string, string>();

  constructor(job: Job, engine: Engine, project: Project) {
    this.#job = job;
    this.#engine = engine;
    // Images that the compose file only names (a broker) are no business of the cluster's.
    const built = Object.entries(project.services).filter(([, { build }]) => build !== undefined);
    this.#project = { ...project, services: Object.fromEntries(built) };
    this.#compose = new Compose({
      project: this.#building,
      file: this.#file,
      engine: engine.env,
      output: line => job.output(line),
    });
  }

  /** Services that have a Dockerfile. */
  get services(): string[] {
    return Object.keys(this.#project.services);
  }

  /** The image of a service as it is called in the cluster; null where none is built for it. */
  nameOf(service: string): string | null {
    return this.#names.get(service) ?? null;
  }

  /** Brings the bases that are missing. */
  async fetch(): Promise<void> {
    const { docker, env } = this.#engine;
    const { note, output } = this.#job;
    const builds = Object.values(this.#project.services).flatMap(({ build }) => build ?? []);
    const bases = new Set(builds.flatMap(build => basesOf(readDockerfile(build))));
    for (const base of bases) await fetchImage(docker, base, { note, output, env });
  }

  /** Builds all of them. Throws WorkFault where a Dockerfile does not build. */
  async build(): Promise<void> {
    // No label of the run's own: it would be part of the image, and no two runs would have the same one.
    const text = writeProject(this.#project, {
      labels: {},
      network: this.#building,
      imageName: service => this.#tag(service),
      publish: false,
    });
    await writeFile(this.#file, text);
    const built = await this.#compose.build();
    this.#job.signal.throwIfAborted();
    if (!built.ok) throw buildFault(built.lines);
    const { docker } = this.#engine;
    for (const service of this.services) {
      const { Id } = await docker.getImage(this.#tag(service)).inspect();
      const tag = Id.replace('sha256:', '').slice(0, 12);
      await docker.getImage(this.#tag(service)).tag({ repo: `microlab/${service}`, tag });
      this.#names.set(service, `microlab/${service}:${tag}`);
    }
  }

  async facts(service: string): Promise<ImageFacts> {
    const build = this.#project.services[service]?.build;
    return imageFacts(this.#engine.docker, this.#tag(service), build ? baseOf(readDockerfile(build)) : null);
  }

  /** Takes the names away; the layers stay in Docker's build cache. */
  async close(): Promise<void> {
    await this.#compose.stop();
    const { docker } = this.#engine;
    const names = [...this.services.map(service => this.#tag(service)), ...this.#names.values()];
    await Promise.all(
      names.map(name =>
        docker
          .getImage(name)
          .remove()
          .catch(() => {}),
      ),
    );
  }

  get #building(): string {
    return `microlab-${this.#job.runId}`;
  }

  get #file(): string {
    return join(this.#job.scratch, 'compose.json');
  }

  #tag(service: string): string {
    return `${this.#building}-${service}`;
  }
}
