import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import getPort from 'get-port';
import { MissingError, WorkFault } from '../../errors.ts';
import { inWords } from '../../platform/duration.ts';
import { retryUntil } from '../../platform/retry.ts';
import { readProject } from '../../policy/compose/index.ts';
import type { Environment, HttpPort, ImagePort, Job, KafkaPort, ServiceContract } from '../runtime.ts';
import { Helper, helperProgram } from '../shared/helper.ts';
import type { Spies } from '../shared/spies.ts';
import { blueprintOf } from './blueprint.ts';
import { LocalControl } from './control.ts';
import { crashOf } from './crash.ts';
import { LocalFiles } from './files.ts';
import { launchOf, type Prepared } from './launch.ts';
import { differences, notStarted } from './notes.ts';
import { findPython } from './python.ts';
import { Service } from './service.ts';
import { localSpies } from './spies.ts';
import type { Place } from './variables.ts';
import { virtualEnvironment } from './venv.ts';

const HOST = '127.0.0.1';
/** Reaches a service only where it listens on all addresses, as others in a network would. Linux has it without asking. */
const OTHER_HOST = process.platform === 'linux' ? '127.0.0.2' : HOST;
const BROKER = 'kafka';
const BROKER_PORT = 9092;
/** The lab's own client of Kafka, which also holds the broker. */
const KAFKA_LIBRARY = 'confluent-kafka>=2.5,<3';
const LOG_LINES = 50;

/** The learner's services as plain Python processes of this machine. */
export class LocalEnvironment implements Environment {
  readonly #job: Job;
  readonly #prepared = new Map<string, Prepared>();
  readonly #services = new Map<string, Service>();
  readonly control: LocalControl;
  readonly spies: Spies;
  readonly files: LocalFiles;
  /** Runs the lab's own programs. */
  #python = 'python3';
  #helper: Helper | null = null;
  #broker = '';
  #closed = false;

  constructor(job: Job) {
    this.#job = job;
    this.control = new LocalControl({
      services: this.#services,
      signal: job.signal,
      renew: async service => void (await this.#prepared.get(service)?.renew()),
      accepts: (service, deadlineMs) => this.#accepts(service, deadlineMs),
    });
    this.spies = localSpies({
      control: this.control,
      port: service => this.#service(service).launch.port,
      startHelper: () => this.#startHelper(),
    });
    this.files = new LocalFiles((service, variable) => this.#service(service).launch.env[variable] ?? '');
  }

  async fetch(): Promise<void> {
    const { services, kafka, workspace, scratch, signal } = this.#job;
    const note = (text: string) => this.#job.note(text);
    const output = (line: string) => this.#job.output(line);
    const required = Object.entries(services).flatMap(([name, { orElse }]) =>
      orElse === null ? [name] : [],
    );
    const project = await readProject(workspace, required, 'own', kafka ? [BROKER] : []);
    for (const text of [...project.notes, ...notStarted(project, this.#job)]) note(text);
    for (const [name, contract] of Object.entries(services)) {
      if (contract.orElse !== null && !project.services[name]) continue;
      const blueprint = await blueprintOf(name, project.services[name], contract, scratch);
      for (const text of differences(blueprint)) note(text);
      const { root, requirements } = await blueprint.layOut();
      const venv = await virtualEnvironment(blueprint.python, requirements, {
        owner: name,
        note,
        output,
        signal,
      });
      this.#prepared.set(name, { ...blueprint, root, venv });
    }
    const python = await findPython();
    if (python instanceof MissingError) throw python;
    this.#python = python.executable;
    if (!kafka) return;
    const own = await virtualEnvironment(python, [KAFKA_LIBRARY], { owner: 'the lab', note, output, signal });
    this.#python = join(own, 'bin', 'python');
  }

  /** Files and libraries are in place since `fetch`: what is left is the wiring. */
  async build(): Promise<void> {
    const { services, kafka, scratch, signal } = this.#job;
    this.#helper = await this.#startHelper();
    if (kafka) this.#broker = await this.#helper.mockBroker(kafka.topics);
    if (kafka) await this.#helper.kafkaReady(this.#broker, kafka.topics, 10_000);

    const ports = new Map<string, number>();
    for (const name of this.#prepared.keys()) ports.set(name, await getPort({ host: '0.0.0.0' }));
    const places: Place[] = [...ports].map(([name, port]) => ({
      name,
      contractPort: services[name]?.port ?? 0,
      address: `${HOST}:${port}`,
    }));
    if (kafka) places.push({ name: BROKER, contractPort: BROKER_PORT, address: this.#broker });
    await mkdir(join(scratch, 'logs'), { recursive: true });
    for (const [name, prepared] of this.#prepared) {
      const [contract, port] = [services[name] as ServiceContract, ports.get(name) as number];
      const log = join(scratch, 'logs', `${name}.log`);
      this.#services.set(
        name,
        new Service(launchOf(prepared, { contract, port, places, log, python: this.#python })),
      );
    }
    signal.throwIfAborted();
  }

  async start(): Promise<void> {
    await Promise.all([...this.#services.values()].map(service => service.start()));
  }

  async ready(deadlineMs: number): Promise<void> {
    await Promise.all([...this.#services.keys()].map(name => this.#accepts(name, deadlineMs)));
  }

  readonly http: HttpPort = {
    request: (service, request) =>
      this.#lab().http({ host: HOST, port: this.#service(service).launch.port }, request),
  };

  readonly kafka: KafkaPort = {
    publish: (topic, record) => this.#lab().kafkaPublish(this.#broker, topic, record),
    read: topic => this.#lab().kafkaRead(this.#broker, topic),
  };

  readonly images: ImagePort = {
    inspect: async () => {
      throw new Error('the local runtime builds no images');
    },
  };

  async strain(): Promise<number> {
    return (await this.#helper?.strain()) ?? 0;
  }

  async logs(): Promise<Record<string, string>> {
    const logs = [...this.#services].map(
      async ([name, service]) => [name, (await service.tail(1000)).join('\n')] as const,
    );
    return Object.fromEntries(await Promise.all(logs));
  }

  async addresses(): Promise<Record<string, string>> {
    return Object.fromEntries(
      [...this.#services].map(([name, { launch }]) => [name, `http://${HOST}:${launch.port}`]),
    );
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all([...this.#services.values()].map(service => service.close()));
    await this.spies.close();
    await this.#helper?.close();
  }

  async #startHelper(): Promise<Helper> {
    const child = spawn(this.#python, ['-I', '-c', helperProgram()], { stdio: 'pipe' });
    const helper = new Helper(child.stdout, child.stdin, child.stderr);
    await helper.ready();
    return helper;
  }

  /** Waits for a service to take connections; ends at once when it has exited. */
  async #accepts(name: string, deadlineMs: number): Promise<void> {
    const service = this.#service(name);
    const { port } = service.launch;
    const look = async () => {
      const { open } = await this.#lab().connect({ host: HOST, port }, 1000);
      return open ? 'open' : service.state.kind;
    };
    const { last } = await retryUntil(look, seen => seen !== 'running', {
      deadlineMs,
      everyMs: 50,
      signal: this.#job.signal,
    });
    if (last === 'running') throw this.#silent(name, deadlineMs);
    if (last !== 'open') throw await this.#crash(name, service);
    const { open } = await this.#lab().connect({ host: OTHER_HOST, port }, 1000);
    if (!open) {
      throw new WorkFault(
        `${name} listens on 127.0.0.1 alone. In a container nobody else can reach that: listen on 0.0.0.0.`,
        {
          expected: 'a service that listens on 0.0.0.0',
          actual: 'it listens on 127.0.0.1',
        },
      );
    }
  }

  #silent(name: string, deadlineMs: number): MissingError {
    const { port } = this.#service(name).launch;
    return new MissingError(
      `${name} runs, but took no connection on port ${port} within ${inWords(deadlineMs)}.`,
      {
        details: [
          `The local runtime gives each service a free port, in the variable PORT (here ${port}; the contract says ${this.#job.services[name]?.port}).`,
          'Either the service ignores that variable, or it never listens. Which of them cannot be seen here.',
        ],
        fix: 'Verify with Docker (--runtime docker), where the contract’s port holds; or let the service read PORT.',
      },
    );
  }

  async #crash(name: string, service: Service): Promise<Error> {
    const { stage, python, wantedPython } = this.#prepared.get(name) as Prepared;
    const { state } = service;
    const code = state.kind === 'exited' ? state.code : null;
    const lines = await service.tail(LOG_LINES);
    return crashOf({
      service: name,
      code,
      lines,
      leftOut: stage.leftOut,
      python: { wanted: wantedPython, here: python.version },
    });
  }

  /** The process of a service; of the one that does its work where the workspace has none of that name. */
  #service(name: string): Service {
    const service = this.#services.get(name) ?? this.#services.get(this.#job.services[name]?.orElse ?? '');
    if (!service) throw new Error(`there is no process of ${name}`);
    return service;
  }

  #lab(): Helper {
    if (!this.#helper) throw new Error('the lab’s helper was not started');
    return this.#helper;
  }
}
