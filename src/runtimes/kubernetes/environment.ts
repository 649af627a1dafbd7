import type { KubeConfig } from '@kubernetes/client-node';
import { WorkFault } from '../../errors.ts';
import { retryUntil } from '../../platform/retry.ts';
import { foreignImages, prepared } from '../../policy/manifests/index.ts';
import type { KubeObject, Manifest, StandIn } from '../cluster.ts';
import type { Environment, FilePort, HttpPort, ImagePort, Job, KafkaPort, SpyPort } from '../runtime.ts';
import type { Engine } from '../shared/engine/engine.ts';
import { isHere } from '../shared/engine/fetch.ts';
import { ensureHelperImage, helperImage } from '../shared/engine/helper-image.ts';
import { LABEL, thisHost } from '../shared/engine/labels.ts';
import { accountOf } from './account.ts';
import { Api, removeNamespace } from './api.ts';
import { KubernetesPort } from './cluster-port.ts';
import { KubernetesControl } from './control.ts';
import type { Delivery } from './delivery/index.ts';
import { evidence } from './evidence.ts';
import { portFault } from './faults.ts';
import type { Handover } from './handover.ts';
import { Helpers, type Own } from './helpers.ts';
import type { Images } from './images.ts';
import type { Isolation } from './isolation.ts';
import { Mirror } from './mirror.ts';
import { Monitoring } from './monitoring.ts';
import type { Pod } from './objects.ts';
import { openNamespace } from './opening.ts';
import { Replicas } from './replicas.ts';
import { Space } from './space.ts';
import { KubernetesSpies } from './spies.ts';
import { startStandIn } from './stand-in.ts';
import { Undo } from './undo.ts';

const BROKER = 'kafka';
const SERVERS = 'kafka:9092';
const BROKER_DEADLINE_MS = 90_000;
const LAB_LABEL = 'dev.microlab.lab';
/** What others refer to comes first; the rest in any order. */
const FIRST = ['ServiceAccount', 'ConfigMap', 'Secret', 'PersistentVolumeClaim', 'Service'];

interface Parts {
  job: Job;
  engine: Engine;
  config: KubeConfig;
  delivery: Delivery;
  manifests: readonly Manifest[];
  images: Images;
  /** The work of others: what keeps it in its namespace, and how its images get into the cluster. */
  strangers: { isolation: Isolation; handover: Handover } | null;
}

/** The learner's services as pods in a namespace of the run's own. */
export class KubernetesEnvironment implements Environment {
  readonly #job: Job;
  readonly #parts: Parts;
  readonly #namespace: string;
  readonly #api: Api;
  readonly #mirror: Mirror;
  readonly #space: Space;
  readonly #own: Own;
  readonly #helpers: Helpers;
  readonly #applied: KubeObject[] = [];
  #opening: Promise<void> = Promise.resolve();
  readonly control: KubernetesControl;
  readonly cluster: KubernetesPort;
  readonly spies: SpyPort;

  constructor(parts: Parts) {
    const { job, config, manifests, images } = parts;
    this.#parts = parts;
    this.#job = job;
    this.#namespace = `microlab-${job.runId}`;
    this.#api = new Api(config, job.signal);
    this.#mirror = new Mirror(config, this.#api, this.#namespace);
    this.#space = new Space({
      config,
      api: this.#api,
      mirror: this.#mirror,
      namespace: this.#namespace,
      manifests,
      built: images.services,
      ownLabel: LAB_LABEL,
      signal: job.signal,
    });
    this.#own = {
      config,
      api: this.#api,
      mirror: this.#mirror,
      namespace: this.#namespace,
      image: parts.delivery.reference(helperImage()),
      labels: { ...this.#labels, [LAB_LABEL]: 'true' },
      annotations: this.#annotations,
      signal: job.signal,
    };
    this.#helpers = new Helpers(this.#own);
    const common = { space: this.#space, replicas: new Replicas(this.#space), undo: new Undo() };
    this.control = new KubernetesControl({
      ...common,
      accepts: (service, deadlineMs) => this.#accepts(service, deadlineMs),
    });
    const monitoring = new Monitoring({
      job,
      engine: parts.engine,
      delivery: parts.delivery,
      own: this.#own,
    });
    this.cluster = new KubernetesPort({
      ...common,
      helper: from => this.#helpers.at(from),
      applied: (kind, name) => this.#appliedAs(kind, name),
      startStandIn: service => this.#standIn(service),
      monitoring,
    });
    this.spies = new KubernetesSpies(this.cluster);
  }

  async fetch(): Promise<void> {
    const { engine, images } = this.#parts;
    await images.fetch();
    await ensureHelperImage(engine.docker, this.#job.scratch, engine.env, this.#job.note);
  }

  async build(): Promise<void> {
    const { images, delivery, engine, manifests, strangers } = this.#parts;
    this.#opening = openNamespace({
      own: this.#own,
      labels: this.#labels,
      mesh: this.#job.mesh ?? false,
      helpers: this.#helpers,
      delivery,
      isolation: strangers?.isolation ?? null,
      note: text => this.#job.note(text),
    });
    this.#opening.catch(() => {}); // Whoever asks for it sees it fail.
    await images.build();
    const foreign = foreignImages(manifests, name => images.nameOf(name));
    const here = await Promise.all(foreign.map(name => isHere(engine.docker, name)));
    const built = images.services.flatMap(service => images.nameOf(service) ?? []);
    await strangers?.handover.bring(built);
    await delivery.deliver([...(strangers ? [] : built), ...foreign.filter((_, index) => here[index])]);
    await this.#opening;
  }

  async start(): Promise<void> {
    const { manifests, images, delivery, strangers, config } = this.#parts;
    const { objects, notes } = prepared(manifests, {
      namespace: this.#namespace,
      labels: this.#labels,
      annotations: this.#annotations,
      image: name => {
        const built = images.nameOf(name);
        return built === null ? null : delivery.reference(built);
      },
      strangers: strangers !== null,
    });
    for (const note of notes) this.#job.note(note);
    this.#applied.push(...objects);
    const api = strangers ? new Api(config, this.#job.signal, accountOf(this.#namespace)) : this.#api;
    await api.applyAll(objects.filter(({ kind }) => FIRST.includes(kind)));
    await api.applyAll(objects.filter(({ kind }) => !FIRST.includes(kind)));
  }

  async ready(deadlineMs: number): Promise<void> {
    await this.#space.rolledOut(deadlineMs);
    this.#compareImages();
    const services = Object.entries(this.#job.services).filter(([, { orElse }]) => orElse === null);
    await Promise.all(services.map(([service]) => this.#accepts(service, deadlineMs)));
    if (!this.#job.kafka) return;
    const fault = this.#space.serviceFault(BROKER, 9092);
    if (fault) throw new WorkFault(fault, { expected: `a broker at ${SERVERS}`, actual: 'none' });
    await (await this.#helpers.at('lab')).kafkaReady(SERVERS, this.#job.kafka.topics, BROKER_DEADLINE_MS);
  }

  readonly http: HttpPort = {
    request: async (service, request) =>
      this.cluster.ask('lab', { host: service, port: this.#servicePort(service) }, request),
  };

  readonly kafka: KafkaPort = {
    publish: async (topic, record) => (await this.#helpers.at('lab')).kafkaPublish(SERVERS, topic, record),
    read: async topic => (await this.#helpers.at('lab')).kafkaRead(SERVERS, topic),
  };

  readonly images: ImagePort = { inspect: service => this.#parts.images.facts(service) };

  readonly files: FilePort = {
    read: () => Promise.reject(new Error('files of a pod are not read')),
    append: () => Promise.reject(new Error('files of a pod are not written')),
  };

  async diagnose(service: string): Promise<string | null> {
    return this.#space.serviceFault(service, this.#servicePort(service));
  }

  strain(): Promise<number> {
    return this.#helpers.strain();
  }

  logs(): Promise<Record<string, string>> {
    return evidence(this.#space);
  }

  async addresses(): Promise<Record<string, string>> {
    return {};
  }

  async close(): Promise<void> {
    await this.#opening.catch(() => {});
    this.#mirror.close();
    // The signal may be what ends the run, and the clean-up must not end with it.
    const api = new Api(this.#parts.config);
    await this.#helpers.close();
    const [gone] = await Promise.all([removeNamespace(api, this.#namespace), this.#parts.images.close()]);
    await this.#parts.strangers?.handover.close();
    if (!gone)
      this.#job.note(
        `The namespace ${this.#namespace} is still being deleted: \`kubectl get namespace ${this.#namespace} -o yaml\` says what it waits for.`,
      );
  }

  get #labels(): Record<string, string> {
    const { runId, exercise } = this.#job;
    return { [LABEL.run]: runId, [LABEL.exercise]: exercise, [LABEL.host]: thisHost };
  }

  get #annotations(): Record<string, string> {
    return { [LABEL.alive]: this.#job.alive };
  }

  /** A node could have had another image under the name: then nothing that is seen says anything of this work. */
  #compareImages(): void {
    const { images, delivery } = this.#parts;
    for (const service of images.services) {
      const name = images.nameOf(service);
      const ids = name === null ? new Set<string>() : delivery.ids(name);
      const container = (pod: Pod) => this.#space.containerOf(pod, service);
      const running = this.#space
        .pods(service)
        .flatMap(
          pod => pod.status.containerStatuses?.find(one => one.name === container(pod))?.imageID ?? [],
        );
      const other = running.find(id => ids.size > 0 && ![...ids].some(own => id.endsWith(own)));
      if (other !== undefined)
        throw new Error(
          `a pod of ${service} runs the image ${other}, and ${[...ids].join(' or ')} was built`,
        );
    }
  }

  #appliedAs(kind: string, name: string): KubeObject | undefined {
    return this.#applied.find(object => object.kind === kind && object.metadata.name === name);
  }

  async #standIn(service: string): Promise<StandIn & { remove(): Promise<void> }> {
    const { kind, metadata } = this.#space.workload(service).object;
    const workload = this.#appliedAs(kind, metadata.name);
    if (!workload) throw new Error(`${kind} ${metadata.name} was not applied`);
    const port = this.#space.endpoints(service)[0]?.port ?? this.#job.services[service]?.port ?? 0;
    return startStandIn(workload, service, port, this.#own);
  }

  async #accepts(service: string, deadlineMs: number): Promise<void> {
    const helper = await this.#helpers.at('lab');
    const port = this.#servicePort(service);
    const look = async () => {
      const fault = this.#space.serviceFault(service, port);
      return fault ?? ((await helper.connect({ host: service, port }, 2000)).open ? null : '');
    };
    const { last } = await retryUntil(look, fault => fault === null, {
      deadlineMs: Math.min(deadlineMs, 20_000),
      everyMs: 200,
      signal: this.#job.signal,
    });
    if (last === null) return;
    // Without a readiness probe a pod is ready as soon as its program runs, also one that ends a moment later.
    const trouble = await this.#space.trouble(service);
    const target = this.#space.endpoints(service)[0]?.port ?? 0;
    const why =
      last ||
      this.#space.serviceFault(service, port) ||
      portFault(service, target, this.#job.services[service]?.port ?? 0);
    const text = trouble ? `${why}\n${trouble.text}` : why;
    throw new WorkFault(text, {
      expected: `an answer at ${service}:${port}`,
      actual: text,
      byTime: !trouble && last === '',
    });
  }

  #servicePort(service: string): number {
    const contract = this.#job.services[service];
    if (!contract) throw new Error(`the exercise has no service ${service}`);
    return contract.servicePort ?? contract.port;
  }
}
