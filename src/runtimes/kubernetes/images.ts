import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { hasComposeFile, type Project, readProject, writeProject } from '../../policy/compose/index.ts';
import type { Level } from '../../policy/compose/project.ts';
import type { ImageFacts, Job } from '../runtime.ts';
import { buildImages } from '../shared/engine/build.ts';
import { Compose } from '../shared/engine/compose.ts';
import { imageFacts } from '../shared/engine/facts.ts';
import { baseOf, basesFor, readDockerfile } from '../shared/engine/fetch.ts';
import type { Supplies } from '../shared/engine/supplies.ts';

/** Where images are built, and how the bases get there. */
export interface Workshop {
  engine: { docker: Docker; env: Record<string, string> };
  supplies: Supplies;
  /** For the work of others: without the user's own configuration, and not for long. */
  strangers: boolean;
}

/**
 * What is built for a cluster: the services of the compose file where there is one, else the Dockerfile at the root, or
 * one in a folder of each service's name. Throws UserError where something must be mended first.
 */
export async function readBuilds(
  workspace: string,
  services: readonly string[],
  level: Level = 'own',
  images: readonly string[] = [],
): Promise<Project> {
  const folders = services.filter(name => existsSync(join(workspace, name, 'Dockerfile')));
  if (hasComposeFile(workspace) || folders.length === 0)
    return readProject(workspace, services, level, ['kafka'], images);
  const parts = await Promise.all(
    folders.map(name => readProject(join(workspace, name), [name], level, [], images)),
  );
  return {
    services: Object.assign({}, ...parts.map(part => part.services)),
    volumes: [],
    notes: parts.flatMap(({ notes }) => notes),
  };
}

/** The images of a run: built by Docker, named by what is in them, so that a node never has an older one of the same name. */
export class Images {
  readonly #job: Job;
  readonly #workshop: Workshop;
  readonly #project: Project;
  readonly #compose: Compose;
  readonly #names = new Map<string, string>();

  constructor(job: Job, workshop: Workshop, project: Project) {
    this.#job = job;
    this.#workshop = workshop;
    // Images that the compose file only names (a broker) are no business of the cluster's.
    const built = Object.entries(project.services).filter(([, { build }]) => build !== undefined);
    this.#project = { ...project, services: Object.fromEntries(built) };
    this.#compose = new Compose({
      project: this.#building,
      file: this.#file,
      engine: workshop.engine.env,
      ...(workshop.strangers ? { config: join(job.scratch, 'docker') } : {}),
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
    for (const base of new Set(basesFor(this.#project))) await this.#workshop.supplies.image(base, this.#job);
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
    const { supplies, strangers, engine } = this.#workshop;
    await buildImages(this.#compose, supplies, { strangers, signal: this.#job.signal });
    const { docker } = engine;
    for (const service of this.services) {
      const { Id } = await docker.getImage(this.#tag(service)).inspect();
      const tag = Id.replace('sha256:', '').slice(0, 12);
      await docker.getImage(this.#tag(service)).tag({ repo: `microlab/${service}`, tag });
      this.#names.set(service, `microlab/${service}:${tag}`);
    }
  }

  async facts(service: string): Promise<ImageFacts> {
    const build = this.#project.services[service]?.build;
    const { docker } = this.#workshop.engine;
    return imageFacts(docker, this.#tag(service), build ? baseOf(readDockerfile(build)) : null);
  }

  /** Takes the names away; the layers stay in Docker's build cache. */
  async close(): Promise<void> {
    await this.#compose.stop();
    const { docker } = this.#workshop.engine;
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
