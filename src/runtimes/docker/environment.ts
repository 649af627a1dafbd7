import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Project, writeProject } from '../../policy/compose/index.ts';
import type { Environment, FilePort, HttpPort, ImagePort, Job, KafkaPort, SpyPort } from '../runtime.ts';
import { buildImages } from '../shared/engine/build.ts';
import { Compose, type ComposeResult } from '../shared/engine/compose.ts';
import type { Engine } from '../shared/engine/engine.ts';
import { imageFacts } from '../shared/engine/facts.ts';
import { baseOf, basesFor, readDockerfile } from '../shared/engine/fetch.ts';
import { HELPER_BASE } from '../shared/engine/helper-image.ts';
import { LABEL, labelsOf } from '../shared/engine/labels.ts';
import { removeLabelled } from '../shared/engine/remove.ts';
import type { Supplies } from '../shared/engine/supplies.ts';
import type { Helper } from '../shared/helper.ts';
import { Arrival, BROKER, SERVERS } from './arrival.ts';
import { DockerControl } from './control.ts';
import { DockerFiles } from './files.ts';
import { startHelper } from './gateway.ts';
import { dockerSpies } from './spies.ts';

const BROKER_IMAGE = 'apache/kafka:4.1.1';
/** In the engine's API, health checks have a `start_interval` from version 1.44 (Docker 25) on. */
const START_INTERVAL_API = 44;
const UP_DEADLINE_MS = 180_000;

/** What one service of a stranger may use: all of them share the limits of the sandbox. */
const STRANGERS_LIMITS = { memory: '1g', processes: 512, log: '1m' };

interface Options {
  /** Container ports to publish on this machine, for `exercise up`. */
  publish: Readonly<Record<string, readonly number[]>> | false;
  kept: boolean;
  /** The work of others: hardened, and with no way out of the run's network. */
  strangers: boolean;
}

/** The learner's services as containers in a network of the run's own. */
export class DockerEnvironment implements Environment {
  readonly #job: Job;
  readonly #engine: Engine;
  readonly #supplies: Supplies;
  readonly #strangers: boolean;
  readonly #project: Project;
  readonly #name: string;
  readonly #labels: Record<string, string>;
  readonly #publish: Options['publish'];
  readonly #compose: Compose;
  readonly #containers = new Map<string, string>();
  readonly #arrival: Arrival;
  readonly control: DockerControl;
  readonly spies: SpyPort;
  readonly files: FilePort;
  #helper: Promise<Helper> | null = null;
  #broker: Promise<ComposeResult | null> = Promise.resolve(null);
  #startInterval = false;

  constructor(
    job: Job,
    engine: Engine,
    supplies: Supplies,
    project: Project,
    { publish, kept, strangers }: Options,
  ) {
    this.#job = job;
    this.#engine = engine;
    this.#supplies = supplies;
    this.#strangers = strangers;
    this.#project = project;
    this.#publish = publish;
    this.#name = `microlab-${job.runId}`;
    this.#labels = { ...labelsOf(job), ...(kept ? { [LABEL.kept]: 'true' } : {}) };
    this.#compose = new Compose({
      project: this.#name,
      file: this.#file,
      engine: engine.env,
      ...(strangers ? { config: join(job.scratch, 'docker') } : {}),
      output: line => job.output(line),
    });
    const common = {
      docker: engine.docker,
      network: this.#name,
      labels: this.#labels,
      aliases: (service: string) => [service, ...(project.services[service]?.aliases ?? [])],
    };
    this.control = new DockerControl({
      ...common,
      containers: this.#containers,
      contract: this.#services,
      signal: job.signal,
      create: async (service, env) => {
        await writeFile(this.#file, this.#composeText({ [service]: env }));
        await this.#compose.up([service], UP_DEADLINE_MS);
        await this.#learnContainers();
      },
      accepts: (service, deadlineMs) =>
        service === BROKER ? this.#arrival.broker() : this.#arrival.service(service, deadlineMs),
    });
    this.#arrival = new Arrival({
      docker: engine.docker,
      labels: this.#labels,
      control: this.control,
      signal: job.signal,
      topics: job.kafka?.topics ?? [],
      ownBroker: BROKER in project.services,
      containers: () => this.#learnContainers(),
      helper: () => this.#lab(),
      port: service => this.#port(service),
    });
    this.spies = dockerSpies({ ...common, control: this.control, port: service => this.#port(service) });
    this.files = new DockerFiles({
      docker: engine.docker,
      container: service => this.#containers.get(this.#serving(service)) ?? '',
      path: (service, variable) => job.services[service]?.files[variable] ?? '',
    });
  }

  async fetch(): Promise<void> {
    const { kafka, scratch } = this.#job;
    const services = Object.values(this.#project.services);
    const images = new Set([
      ...basesFor(this.#project),
      ...services.flatMap(({ build, image }) => (build ? [] : (image ?? []))),
      ...(kafka && !this.#project.services[BROKER] ? [BROKER_IMAGE] : []),
      HELPER_BASE,
    ]);
    for (const image of images) await this.#supplies.image(image, this.#job);
    await this.#supplies.helper(scratch, this.#job);
    const { ApiVersion } = await this.#engine.docker.version();
    this.#startInterval = Number(ApiVersion.split('.')[1]) >= START_INTERVAL_API;
  }

  async build(): Promise<void> {
    const { docker } = this.#engine;
    await writeFile(this.#file, this.#composeText());
    await docker.createNetwork({ Name: this.#name, Labels: this.#labels, Internal: this.#strangers });
    // What needs no build starts meanwhile: the helper, and a broker takes seconds to come up.
    this.#helper = startHelper(docker, {
      name: `${this.#name}-lab`,
      network: this.#name,
      labels: this.#labels,
    });
    this.#helper.catch(() => {}); // Whoever asks for it sees it fail.
    if (this.#job.kafka && !this.#project.services[BROKER]?.build)
      this.#broker = this.#compose.up([BROKER], UP_DEADLINE_MS);
    const { signal } = this.#job;
    await buildImages(this.#compose, this.#supplies, { strangers: this.#strangers, signal });
  }

  async start(): Promise<void> {
    const early = await this.#broker;
    if (early && !early.ok) await this.#arrival.explain(early, UP_DEADLINE_MS);
    if (this.#job.kafka && early) await this.#arrival.broker();
    const up = await this.#compose.up([], UP_DEADLINE_MS);
    this.#job.signal.throwIfAborted();
    await this.#learnContainers();
    if (!up.ok) await this.#arrival.explain(up, UP_DEADLINE_MS);
    if (this.#job.kafka && !early) await this.#arrival.broker();
  }

  async ready(deadlineMs: number): Promise<void> {
    await Promise.all(this.#services.map(service => this.#arrival.service(service, deadlineMs)));
  }

  readonly http: HttpPort = {
    request: async (service, request) => {
      const host = this.#serving(service);
      return (await this.#lab()).http({ host, port: this.#port(host) }, request);
    },
  };

  readonly kafka: KafkaPort = {
    publish: async (topic, record) => (await this.#lab()).kafkaPublish(SERVERS, topic, record),
    read: async topic => (await this.#lab()).kafkaRead(SERVERS, topic),
  };

  readonly images: ImagePort = {
    inspect: async service => {
      const build = this.#project.services[service]?.build;
      const base = build ? baseOf(readDockerfile(build)) : null;
      return imageFacts(
        this.#engine.docker,
        build ? this.#image(service) : (this.#project.services[service]?.image ?? ''),
        base,
      );
    },
  };

  async strain(): Promise<number> {
    return this.#helper ? (await this.#helper).strain() : 0;
  }

  async logs(): Promise<Record<string, string>> {
    const services = [...this.#containers.keys()];
    return Object.fromEntries(
      await Promise.all(
        services.map(async service => [service, (await this.control.tail(service, 1000)).join('\n')]),
      ),
    );
  }

  async addresses(): Promise<Record<string, string>> {
    const found = await Promise.all(
      [...this.#containers].map(async ([service, id]) => {
        const { NetworkSettings } = await this.#engine.docker.getContainer(id).inspect();
        const published = Object.values(NetworkSettings.Ports ?? {}).flatMap(bindings => bindings ?? []);
        return published.map(({ HostPort }) => [service, `http://127.0.0.1:${HostPort}`] as const);
      }),
    );
    return Object.fromEntries(found.flat());
  }

  /** Leaves the services running without the lab's own helper. */
  async leave(): Promise<void> {
    await (await this.#lab()).close();
    await this.#engine.docker.getContainer(`${this.#name}-lab`).remove({ force: true });
  }

  async close(): Promise<void> {
    await this.#compose.stop();
    await this.#helper?.catch(() => {});
    await removeLabelled(this.#engine.docker, [`${LABEL.run}=${this.#job.runId}`]);
  }

  /** The services of the contract that this workspace has. */
  get #services(): string[] {
    return Object.keys(this.#job.services).filter(service => this.#serving(service) === service);
  }

  /** The service that does the work of another where the workspace has none of that name. */
  #serving(service: string): string {
    const orElse = this.#job.services[service]?.orElse ?? null;
    return orElse === null || this.#project.services[service] ? service : orElse;
  }

  get #file(): string {
    return join(this.#job.scratch, 'compose.json');
  }

  #image(service: string): string {
    return `${this.#name}-${service}`;
  }

  /** `more`: variables on top of those that the contract sets. */
  #composeText(more: Readonly<Record<string, Readonly<Record<string, string>>>> = {}): string {
    const { services, kafka } = this.#job;
    return writeProject(this.#project, {
      labels: this.#labels,
      network: this.#name,
      imageName: service => this.#image(service),
      environment: Object.fromEntries(
        Object.entries(services).map(([name, { env }]) => [name, { ...env, ...more[name] }]),
      ),
      healthEveryMs: Object.fromEntries(
        Object.entries(services).flatMap(([name, { healthEveryMs }]) =>
          healthEveryMs === null ? [] : [[name, healthEveryMs]],
        ),
      ),
      startInterval: this.#startInterval,
      publish: this.#publish,
      ...(this.#strangers ? { harden: true, limits: STRANGERS_LIMITS } : {}),
      broker: kafka && !this.#project.services[BROKER] ? BROKER_IMAGE : null,
    });
  }

  #port(service: string): number {
    const contract = this.#job.services[service];
    if (!contract) throw new Error(`the exercise has no service ${service}`);
    return contract.port;
  }

  async #lab(): Promise<Helper> {
    if (!this.#helper) throw new Error('the lab’s helper was not started');
    return this.#helper;
  }

  async #learnContainers(): Promise<ReadonlyMap<string, string>> {
    const filters = JSON.stringify({ label: [`${LABEL.run}=${this.#job.runId}`] });
    const containers = await this.#engine.docker.listContainers({ all: true, filters });
    for (const { Id, Labels } of containers) {
      const service = Labels['com.docker.compose.service'];
      if (service !== undefined) this.#containers.set(service, Id);
    }
    return this.#containers;
  }
}
