import { execa } from 'execa';
import { WorkFault } from '../../errors.ts';
import { folderAt } from '../../policy/shared/folder.ts';
import type { Job } from '../runtime.ts';
import type { Engine } from '../shared/engine/engine.ts';
import { fetchImage } from '../shared/engine/fetch.ts';
import type { Delivery } from './delivery/index.ts';
import type { Own } from './helpers.ts';
import { isReady, type Pod } from './objects.ts';
import { PROMETHEUS, prometheusObjects } from './prometheus.ts';
import { type Promtool, RULES_FILE, rulesFault } from './promtool.ts';

interface Wiring {
  job: Job;
  engine: Engine;
  delivery: Delivery;
  own: Own;
}

const START_MS = 90_000;
const MAX_BYTES = 256 * 1024;

/** The exercise's own Prometheus, started when it is first asked for. Rules that are wrong do not keep it from starting. */
export class Monitoring {
  readonly #with: Wiring;
  #started: Promise<{ host: string; port: number }> | undefined;
  #fault: Promise<WorkFault | null> | undefined;

  constructor(wiring: Wiring) {
    this.#with = wiring;
  }

  at(): Promise<{ host: string; port: number }> {
    this.#started ??= this.#start();
    return this.#started;
  }

  rulesFault(): Promise<WorkFault | null> {
    this.#fault ??= this.#judge();
    return this.#fault;
  }

  async #judge(): Promise<WorkFault | null> {
    const rules = this.#rules();
    if (rules instanceof WorkFault) return rules;
    if (rules === null) return null;
    await this.#fetch();
    return rulesFault(rules, this.#promtool);
  }

  async #start(): Promise<{ host: string; port: number }> {
    const { delivery, own } = this.#with;
    const [fault] = await Promise.all([this.rulesFault(), this.#fetch()]);
    await delivery.deliver([PROMETHEUS.image]);
    const rules = fault ? null : this.#rules();
    const objects = prometheusObjects({
      namespace: own.namespace,
      labels: own.labels,
      annotations: own.annotations,
      rules: typeof rules === 'string' ? rules : null,
      image: delivery.reference(PROMETHEUS.image),
    });
    const pod = objects.filter(({ kind }) => kind === 'Pod');
    await Promise.all(objects.filter(object => !pod.includes(object)).map(object => own.api.apply(object)));
    await Promise.all(pod.map(object => own.api.apply(object)));
    const address = () => {
      const now = own.mirror.get('Pod', PROMETHEUS.pod) as Pod | null;
      return now && isReady(now) ? (now.status.podIP ?? null) : null;
    };
    const host = await own.mirror.until(address, START_MS, own.signal);
    if (host === null) throw new Error(`Prometheus did not start within ${START_MS / 1000} s`);
    return { host, port: PROMETHEUS.port };
  }

  #fetch(): Promise<void> {
    const { job, engine } = this.#with;
    return fetchImage(engine.docker, PROMETHEUS.image, {
      env: engine.env,
      note: text => job.note(text),
      output: line => job.output(line),
    });
  }

  #rules(): string | null | WorkFault {
    const folder = folderAt(this.#with.job.workspace);
    const found = folder.find(RULES_FILE);
    if (found.kind === 'absent') return null;
    if (found.kind === 'file' && found.size <= MAX_BYTES) return folder.read(found);
    return new WorkFault(`${RULES_FILE} is no file of the workspace, or has more than ${MAX_BYTES} bytes.`);
  }

  readonly #promtool: Promtool = async (args, stdin) => {
    const { engine, own } = this.#with;
    const limits = ['--memory=512m', '--memory-swap=512m', '--pids-limit=128', '--cap-drop=ALL'];
    const container = ['run', '--rm', '--interactive', '--network=none', ...limits, '--entrypoint=promtool'];
    const { exitCode, all } = await execa('docker', [...container, PROMETHEUS.image, ...args], {
      all: true,
      reject: false,
      input: stdin,
      env: engine.env,
      extendEnv: false,
      cancelSignal: own.signal,
    });
    return { exitCode: exitCode ?? null, output: all ?? '' };
  };
}
