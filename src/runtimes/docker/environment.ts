import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { messageOf, WorkFault } from '../../errors.ts';
import { inWords } from '../../platform/duration.ts';
import { retryUntil } from '../../platform/retry.ts';
import { type Project, writeProject } from '../../policy/compose/index.ts';
import type { Environment, FilePort, HttpPort, ImagePort, Job, KafkaPort, SpyPort } from '../runtime.ts';
import type { Helper } from '../shared/helper.ts';
import { buildFault } from './buildlog.ts';
import { Compose, type ComposeResult } from './compose.ts';
import { DockerControl } from './control.ts';
import { listening, whyNotReachable } from './diagnose.ts';
import { imageFacts } from './facts.ts';
import { baseOf, basesOf, fetchImage, readDockerfile } from './fetch.ts';
import { DockerFiles } from './files.ts';
import { ensureHelperImage, HELPER_BASE, runBeside, startHelper } from './gateway.ts';
import { LABEL, labelsOf } from './labels.ts';
import { removeLabelled } from './remove.ts';
import { DockerSpies } from './spies.ts';

export const BROKER_IMAGE = 'apache/kafka:4.1.1';
const BROKER = 'kafka';
const SERVERS = 'kafka:9092';
const BROKER_DEADLINE_MS = 90_000;
const UP_DEADLINE_MS = 180_000;
const LOG_LINES = 50;

interface Engine {
  docker: Docker;
  /** What the docker command needs to reach the same engine. */
  env: Record<string, string>;
}

interface Options {
  /** Container ports to publish on this machine, for `exercise up`. */
  publish: Readonly<Record<string, readonly number[]>> | false;
  kept: boolean;
}

/** The learner's services as containers in a network of the run's own. */
export class DockerEnvironment implements Environment {
  readonly #job: Job;
  readonly #engine: Engine;
  readonly #project: Project;
  readonly #name: string;
  readonly #labels: Record<string, string>;
  readonly #publish: Options['publish'];
  readonly #compose: Compose;
  readonly #containers = new Map<string, string>();
  readonly control: DockerControl;
  readonly spies: SpyPort;
  readonly files: FilePort;
  #helper: Promise<Helper> | null = null;
  #broker: Promise<ComposeResult | null> = Promise.resolve(null);

  constructor(job: Job, engine: Engine, project: Project, { publish, kept }: Options) {
    this.#job = job;
    this.#engine = engine;
    this.#project = project;
    this.#publish = publish;
    this.#name = `microlab-${job.runId}`;
    this.#labels = { ...labelsOf(job), ...(kept ? { [LABEL.kept]: 'true' } : {}) };
    this.#compose = new Compose({
      project: this.#name,
      file: this.#file,
      engine: engine.env,
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
        service === BROKER ? this.#brokerAnswers() : this.#accepts(service, deadlineMs),
    });
    this.spies = new DockerSpies({ ...common, control: this.control, port: service => this.#port(service) });
    this.files = new DockerFiles({
      docker: engine.docker,
      container: service => this.#containers.get(this.#serving(service)) ?? '',
      path: (service, variable) => job.services[service]?.files[variable] ?? '',
    });
  }

  async fetch(): Promise<void> {
    const { docker, env } = this.#engine;
    const { note, output, scratch, kafka } = this.#job;
    const services = Object.values(this.#project.services);
    const images = new Set([
      ...services.flatMap(({ build, image }) => (build ? basesOf(readDockerfile(build)) : (image ?? []))),
      ...(kafka && !this.#project.services[BROKER] ? [BROKER_IMAGE] : []),
      HELPER_BASE,
    ]);
    for (const image of images) await fetchImage(docker, image, { note, output, env });
    await ensureHelperImage(docker, scratch, env, note);
  }

  async build(): Promise<void> {
    const { docker } = this.#engine;
    await writeFile(this.#file, this.#composeText());
    await docker.createNetwork({ Name: this.#name, Labels: this.#labels });
    // What needs no build starts meanwhile: the helper, and a broker takes seconds to come up.
    this.#helper = startHelper(docker, {
      name: `${this.#name}-lab`,
      network: this.#name,
      labels: this.#labels,
    });
    this.#helper.catch(() => {}); // Whoever asks for it sees it fail.
    if (this.#job.kafka && !this.#project.services[BROKER]?.build)
      this.#broker = this.#compose.up([BROKER], UP_DEADLINE_MS);
    const built = await this.#compose.build();
    this.#job.signal.throwIfAborted();
    if (!built.ok) throw buildFault(built.lines);
  }

  async start(): Promise<void> {
    const early = await this.#broker;
    if (early && !early.ok) await this.#explain(early);
    if (this.#job.kafka && early) await this.#brokerAnswers();
    const up = await this.#compose.up([], UP_DEADLINE_MS);
    this.#job.signal.throwIfAborted();
    await this.#learnContainers();
    if (!up.ok) await this.#explain(up);
    if (this.#job.kafka && !early) await this.#brokerAnswers();
  }

  async ready(deadlineMs: number): Promise<void> {
    await Promise.all(this.#services.map(service => this.#accepts(service, deadlineMs)));
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
      publish: this.#publish,
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

  async #brokerAnswers(): Promise<void> {
    await this.#learnContainers();
    const state = await this.control.state(BROKER);
    if (state.kind === 'exited')
      throw new WorkFault(await this.#ended(BROKER, state.code, state.outOfMemory));
    try {
      await (await this.#lab()).kafkaReady(SERVERS, this.#job.kafka?.topics ?? [], BROKER_DEADLINE_MS);
    } catch (thrown) {
      const said = /the broker at .*/s.exec(messageOf(thrown))?.[0];
      // Where the compose file has a broker, setting it up is part of the work.
      if (said === undefined || !this.#project.services[BROKER]) throw thrown;
      throw new WorkFault(
        `Other containers cannot use the broker of your compose file: ${said}. It must be told its own name: KAFKA_ADVERTISED_LISTENERS with ${SERVERS}.`,
        { expected: `a broker at ${SERVERS}`, actual: said, byTime: true, cause: thrown },
      );
    }
  }

  async #learnContainers(): Promise<void> {
    const filters = JSON.stringify({ label: [`${LABEL.run}=${this.#job.runId}`] });
    const containers = await this.#engine.docker.listContainers({ all: true, filters });
    for (const { Id, Labels } of containers) {
      const service = Labels['com.docker.compose.service'];
      if (service !== undefined) this.#containers.set(service, Id);
    }
  }

  /** Waits for a service to take connections; ends at once when it has exited for good. */
  async #accepts(service: string, deadlineMs: number): Promise<void> {
    const helper = await this.#lab();
    const port = this.#port(service);
    const look = async () => {
      const { open } = await helper.connect({ host: service, port }, 2000);
      return { open, state: open ? null : await this.control.state(service) };
    };
    const { last } = await retryUntil(look, ({ open, state }) => open || state?.kind === 'exited', {
      deadlineMs,
      everyMs: 50,
      signal: this.#job.signal,
    });
    if (last.open) return;
    if (last.state?.kind === 'exited')
      throw new WorkFault(await this.#ended(service, last.state.code, last.state.outOfMemory), {
        expected: 'a service that keeps running',
        actual: 'it ended',
      });
    const why = whyNotReachable(service, port, await this.#listening(service));
    const restarts =
      last.state?.kind === 'running' && last.state.restarts > 0
        ? ` It was started again ${last.state.restarts} times.`
        : '';
    throw new WorkFault(
      `${service} took no connection on port ${port} within ${inWords(deadlineMs)}. ${why}${restarts}${await this.#lastLines(service)}`,
      {
        expected: `a service that listens on 0.0.0.0:${port}`,
        actual: why,
        byTime: true,
      },
    );
  }

  async #listening(service: string) {
    const id = this.#containers.get(service);
    const code = "for f in ('tcp', 'tcp6'): print(open('/proc/net/' + f).read())";
    return listening(
      await runBeside(this.#engine.docker, { NetworkMode: `container:${id}` }, this.#labels, code).catch(
        () => '',
      ),
    );
  }

  async #ended(service: string, code: number | null, outOfMemory: boolean): Promise<string> {
    const how = outOfMemory ? 'it ran out of memory' : `exit code ${code}`;
    return `${service} ended right after its start (${how}).${await this.#lastLines(service)}`;
  }

  async #lastLines(service: string): Promise<string> {
    const lines = await this.control.tail(service, LOG_LINES);
    if (lines.length === 0) return ' It printed nothing.';
    return ` Its last lines:\n${lines.map(line => `  ${line}`).join('\n')}`;
  }

  /** Compose could not start everything: most often because something that others wait for ended or never became healthy. */
  async #explain({ lines, timedOut }: ComposeResult): Promise<never> {
    await this.#learnContainers();
    for (const service of this.#containers.keys()) {
      const state = await this.control.state(service);
      if (state.kind === 'exited' && state.code !== 0)
        throw new WorkFault(await this.#ended(service, state.code, state.outOfMemory));
    }
    const said = lines
      .filter(line => line.trim() !== '')
      .slice(-5)
      .join('\n');
    const unhealthy = /unhealthy|dependency failed to start/.test(said);
    if (timedOut || unhealthy) {
      throw new WorkFault(
        `The services did not come up${timedOut ? ` within ${inWords(UP_DEADLINE_MS)}` : ''}: ${said}`,
        { expected: 'services that become healthy', actual: said, byTime: timedOut },
      );
    }
    throw new Error(`docker compose could not start the services: ${said}`);
  }
}
