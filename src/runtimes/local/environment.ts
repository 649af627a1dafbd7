import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import getPort from 'get-port';
import { MissingError, WorkFault } from '../../errors.ts';
import { inWords } from '../../platform/duration.ts';
import { retryUntil } from '../../platform/retry.ts';
import { type Project, readProject } from '../../policy/compose/index.ts';
import type { ControlPort, Environment, HttpPort, ImagePort, Job, KafkaPort } from '../runtime.ts';
import { Helper, helperProgram } from '../shared/helper.ts';
import { type Blueprint, blueprintOf } from './blueprint.ts';
import { LocalControl } from './control.ts';
import { crashOf } from './crash.ts';
import { Service } from './service.ts';
import { commandOf, environmentOf, type Place } from './variables.ts';
import { virtualEnvironment } from './venv.ts';

const HOST = '127.0.0.1';
/** Reaches a service only where it listens on all addresses, as others in a network would. Linux has it without asking. */
const OTHER_HOST = process.platform === 'linux' ? '127.0.0.2' : HOST;
const BROKER = 'kafka';
const BROKER_PORT = 9092;
/** The lab's own client of Kafka, which also holds the broker. */
const KAFKA_LIBRARY = 'confluent-kafka>=2.5,<3';
const LOG_LINES = 50;

interface Prepared extends Blueprint {
  venv: string;
}

/** The learner's services as plain Python processes of this machine. */
export class LocalEnvironment implements Environment {
  readonly #job: Job;
  readonly #prepared = new Map<string, Prepared>();
  readonly #services = new Map<string, Service>();
  readonly control: ControlPort;
  #helperPython = 'python3';
  #helper: Helper | null = null;
  #broker = '';
  #closed = false;

  constructor(job: Job) {
    this.#job = job;
    this.control = new LocalControl({
      services: this.#services,
      signal: job.signal,
      accepts: (service, deadlineMs) => this.#accepts(service, deadlineMs),
    });
  }

  async fetch(): Promise<void> {
    const { services, kafka, workspace, scratch, signal } = this.#job;
    const note = (text: string) => this.#job.note(text);
    const output = (line: string) => this.#job.output(line);
    const project = await readProject(workspace, Object.keys(services), 'own', kafka ? [BROKER] : []);
    for (const text of [...project.notes, ...notStarted(project, services)]) note(text);
    for (const name of Object.keys(services)) {
      const blueprint = await blueprintOf(name, project.services[name], join(scratch, name));
      for (const text of differences(blueprint)) note(text);
      const venv = await virtualEnvironment(blueprint.python, blueprint.requirements, {
        owner: name,
        note,
        output,
        signal,
      });
      this.#prepared.set(name, { ...blueprint, venv });
      this.#helperPython = blueprint.python.executable;
      if (kafka) {
        const own = await virtualEnvironment(blueprint.python, [KAFKA_LIBRARY], {
          owner: 'the lab',
          note,
          output,
          signal,
        });
        this.#helperPython = join(own, 'bin', 'python');
      }
    }
  }

  /** Files and libraries are in place since `fetch`: what is left is the wiring. */
  async build(): Promise<void> {
    const { services, kafka, scratch, signal } = this.#job;
    const child = spawn(this.#helperPython, ['-I', '-c', helperProgram()], { stdio: 'pipe' });
    this.#helper = new Helper(child.stdout, child.stdin, child.stderr);
    await this.#helper.ready();
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
    for (const prepared of this.#prepared.values()) {
      this.#services.set(prepared.name, this.#wired(prepared, ports.get(prepared.name) as number, places));
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
    await this.#helper?.close();
  }

  #wired(prepared: Prepared, port: number, places: readonly Place[]): Service {
    const { name, asked, stage, root, venv, python } = prepared;
    const contract = this.#job.services[name];
    if (!contract) throw new Error(`the exercise has no service ${name}`);
    const request = {
      stage,
      environment: asked.environment,
      command: asked.command,
      entrypoint: asked.entrypoint,
    };
    const setting = { root, venv, port, contract, places };
    const [command, env, folder] = [
      commandOf(request, setting),
      environmentOf(request, setting),
      join(root, stage.workdir),
    ];
    if (command.length === 0) {
      throw new WorkFault(`The Dockerfile of ${name} does not say what to run: it has no CMD.`, {
        expected: 'a CMD',
        actual: 'none',
      });
    }
    mustExist(prepared, command[0] as string, env.PATH as string, folder);
    return new Service({
      name,
      command,
      folder,
      env,
      port,
      log: join(this.#job.scratch, 'logs', `${name}.log`),
      stopSignal: asked.stopSignal ?? stage.stopSignal ?? 'SIGTERM',
      init: asked.init ?? false,
      python: python.executable,
    });
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

  #service(name: string): Service {
    const service = this.#services.get(name);
    if (!service) throw new Error(`there is no process of ${name}`);
    return service;
  }

  #lab(): Helper {
    if (!this.#helper) throw new Error('the lab’s helper was not started');
    return this.#helper;
  }
}

/** What the learner should know about what runs otherwise here than in a container. */
function differences({ name, python, wantedPython, stage }: Blueprint): string[] {
  const notes: string[] = [];
  if (wantedPython !== undefined && !python.version.startsWith(`${wantedPython}.`)) {
    notes.push(`${name}: its image has Python ${wantedPython}; here runs ${python.version}.`);
  }
  if (stage.leftOut.length > 0)
    notes.push(`${name}: the local runtime leaves out ${stage.leftOut.join('; ')}.`);
  return notes;
}

function notStarted(project: Project, contract: Job['services']): string[] {
  const others = Object.keys(project.services).filter(name => !(name in contract));
  return others.map(name =>
    name === BROKER
      ? 'Your service kafka is not started: the local runtime has a small broker of its own. Docker verifies yours.'
      : `The service ${name} is not started: the exercise’s contract does not have it.`,
  );
}

/** Throws where the program to start is nowhere: the learner's fault, unless the image may have it from a step that is left out here. */
function mustExist({ name, stage }: Blueprint, program: string, path: string, folder: string): void {
  const candidates = program.includes('/')
    ? [join(program.startsWith('/') ? '/' : folder, program)]
    : path.split(':').map(each => join(each, program));
  if (candidates.some(existsSync)) return;
  if (stage.leftOut.length > 0) {
    throw new MissingError(`${name} starts "${program}", which this machine does not have.`, {
      details: stage.leftOut,
      fix: 'Verify with Docker: --runtime docker',
    });
  }
  throw new WorkFault(
    `${name} starts "${program}", and nothing in its Dockerfile installs a program of that name.`,
    {
      expected: 'a program that the image contains',
      actual: program,
    },
  );
}
