import type { MissingError } from '../errors.ts';
import type { ClusterPort } from './cluster.ts';

/** What a runtime can verify. A check whose steps need something that is missing is skipped. */
export const CAPABILITIES = [
  'http',
  'kafka',
  'process',
  'network',
  'image',
  'health',
  'spy',
  'files',
  'broker-faults',
  'cluster',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

export const RUNTIME_NAMES = ['docker', 'kubernetes', 'local'] as const;
export type RuntimeName = (typeof RUNTIME_NAMES)[number];

/** A service of the exercise's contract: its name on the network, its port, and the variables that name what it uses. */
export interface ServiceContract {
  readonly port: number;
  /** The port of its Service in a cluster, where it is another. */
  readonly servicePort?: number | undefined;
  /** Other services (or `kafka`) that it calls, and the variable that carries each address on runtimes without a network of their own. */
  readonly uses: Readonly<Record<string, string>>;
  /** Variables that are set on every runtime. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the workspace has no service of this name, this one does its work. */
  readonly orElse: string | null;
  /** Files that the verifier touches while the service is stopped: the variable that names each, and its path by default. */
  readonly files: Readonly<Record<string, string>>;
  /** How often its HEALTHCHECK runs, whatever the learner's own interval is. */
  readonly healthEveryMs: number | null;
}

/** One run: what is to be built and started, and under which id everything that is created is labelled. */
export interface Job {
  readonly runId: string;
  /** Where this process listens as long as it lives: whoever finds what the run left can ask. */
  readonly alive: string;
  readonly exercise: string;
  readonly services: Readonly<Record<string, ServiceContract>>;
  /** Topics of the exercise; null where it needs no broker. */
  readonly kafka: { readonly topics: readonly string[] } | null;
  /** Whether its pods are part of a service mesh: each gets a sidecar. */
  readonly mesh?: boolean;
  /** The learner's folder. Read, never written. */
  readonly workspace: string;
  /** A folder of this run's own for whatever must be written; removed with the run. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  /** Something the person should know and need not act on at once. */
  note(text: string): void;
  /** One line of what a tool prints while it works. */
  output(line: string): void;
}

/** What an exercise asks of a runtime. */
export interface Needs {
  readonly kafka: boolean;
  readonly mesh?: boolean;
}

/** Which cluster is to be used, where somebody says so. */
export interface ClusterChoice {
  /** A context of the user's kubeconfig. */
  readonly context?: string | undefined;
  /** A registry to which images are pushed. */
  readonly registry?: string | undefined;
  /** The person has said that a cluster which is no known development cluster may be used. */
  readonly yes?: boolean | undefined;
}

export interface Runtime {
  readonly name: RuntimeName;
  readonly capabilities: ReadonlySet<Capability>;
  /** How many runs at the same time are sensible at most, however idle the processors are. */
  readonly crowd: number;
  /** Can it run this exercise here? Never throws: returns what is missing and how to get it, or null. */
  missing(needs: Needs): Promise<MissingError | null>;
  /** Nothing is created before `fetch`. */
  open(job: Job): Promise<Environment>;
  /** Removes what killed runs of this machine left behind (never what a live run uses), and says what that was, a line each. */
  sweep(isAlive: (alive: string) => Promise<boolean>): Promise<string[]>;
}

/**
 * The learner's services, from nothing to running and away again.
 * `fetch`, `build`, `start` and `ready` are called once, in this order. They throw WorkFault where the work is wrong,
 * MissingError where the machine lacks something; anything else means that the lab could not find out.
 */
export interface Environment {
  /** Brings what is not here yet (base images, libraries of the lab's own), saying what and how large. Under no deadline. */
  fetch(): Promise<void>;
  build(): Promise<void>;
  start(): Promise<void>;
  /** Returns when every service of the contract accepts connections on its port; stops waiting the moment one exits for good. */
  ready(deadlineMs: number): Promise<void>;
  readonly http: HttpPort;
  readonly kafka: KafkaPort;
  readonly control: ControlPort;
  readonly images: ImagePort;
  readonly spies: SpyPort;
  readonly files: FilePort;
  /** Only where the runtime has the capability `cluster`. */
  readonly cluster?: ClusterPort;
  /** Why nothing may answer at a service, as far as the runtime can tell: a sentence, or null. */
  diagnose?(service: string): Promise<string | null>;
  /** The longest time, in ms, for which this machine kept the lab's own helper waiting since the last call: is it too busy to judge by time? */
  strain(): Promise<number>;
  /** What each service printed, for the evidence of a failed check. */
  logs(): Promise<Record<string, string>>;
  /** Addresses on this machine where a person can reach the services: only after `publish` was asked for. */
  addresses(): Promise<Record<string, string>>;
  /** Removes everything that the run created. May be called at any time, and more than once. */
  close(): Promise<void>;
}

export interface HttpRequest {
  method: string;
  /** With a leading slash, query included. */
  path: string;
  headers?: Record<string, string>;
  body?: string;
  timeoutMs: number;
}

export interface HttpAnswer {
  answered: true;
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
  elapsedMs: number;
}

/** No answer: refused, or none in time, or cut off, or the name did not resolve. */
export interface HttpSilence {
  answered: false;
  reason: 'refused' | 'timeout' | 'reset' | 'unknown-host';
  elapsedMs: number;
}

export interface HttpPort {
  /** Sends one request to a service of the contract, from outside its container. Never throws for what the service does. */
  request(service: string, request: HttpRequest): Promise<HttpAnswer | HttpSilence>;
}

export interface KafkaRecord {
  partition: number;
  offset: number;
  key: string | null;
  /** UTF-8 text; null for a tombstone. */
  value: string | null;
  timestampMs: number;
}

export interface KafkaPort {
  /** Resolves when the broker has acknowledged. */
  publish(topic: string, record: { key?: string | null; value: string }): Promise<void>;
  /** Every record from the topic's beginning up to the newest at the time of the call. A topic that does not exist is empty. */
  read(topic: string): Promise<KafkaRecord[]>;
}

export type ServiceState =
  | { kind: 'running'; restarts: number }
  | { kind: 'exited'; code: number | null; outOfMemory: boolean }
  | { kind: 'absent' };

export interface ControlPort {
  state(service: string): Promise<ServiceState>;
  /** The last lines that a service printed. */
  tail(service: string, lines: number): Promise<string[]>;
  /** Asks it to end (SIGTERM), kills it after the grace; resolves when it has ended. */
  stop(service: string, graceMs: number): Promise<{ elapsedMs: number; killed: boolean }>;
  kill(service: string): Promise<void>;
  /** Starts a stopped service again and waits until it accepts connections. */
  start(service: string, deadlineMs: number): Promise<void>;
  /** Starts it and returns at once: something that it needs is not there yet. */
  launch(service: string): Promise<void>;
  /** Makes it anew from its image, its volumes gone, and waits until it accepts connections. `env` is set on top of its own variables, until `restore`. */
  recreate(service: string, deadlineMs: number, env?: Readonly<Record<string, string>>): Promise<void>;
  /** What the engine says of its HEALTHCHECK. */
  health(
    service: string,
  ): Promise<{ status: 'none' | 'starting' | 'healthy' | 'unhealthy'; lastOutput: string }>;
  /** Freezes every process of it (SIGSTOP) and lets them go on. */
  freeze(service: string): Promise<void>;
  thaw(service: string): Promise<void>;
  /** Takes it off the network and puts it back under the same name. */
  cutOff(service: string): Promise<void>;
  reconnect(service: string): Promise<void>;
  /**
   * Undoes every fault above, and starts again what has exited by itself. Called before each check.
   * The spies of `kept` services stay: the check begins by giving them new answers.
   */
  restore(kept?: ReadonlySet<string>): Promise<void>;
}

/** One answer of a spy. Without a status it closes the connection. */
export interface SpyAnswer {
  status: number | null;
  body: string;
  delayMs: number;
  /** What the first calls of each path get instead, one after another; those after them get the answer itself. */
  first?: readonly Omit<SpyAnswer, 'first'>[];
}

export interface SpyCall {
  method: string;
  path: string;
  headers: Record<string, string>;
}

export interface SpyPort {
  /**
   * Takes the place of a service, or gives its spy new answers and counts from zero. `answers` by `METHOD /path`.
   * With `alias` the service stays, and its spy can be reached under that name instead.
   */
  take(
    service: string,
    answers: Readonly<Record<string, SpyAnswer>>,
    otherwise: SpyAnswer,
    alias?: string,
  ): Promise<void>;
  /** What has reached the spy since `take`. */
  calls(service: string): Promise<SpyCall[]>;
}

/** Files of a stopped service, by the variable that names them in the contract. */
export interface FilePort {
  /** The text of a file; null where there is none. */
  read(service: string, variable: string): Promise<string | null>;
  append(service: string, variable: string, line: string): Promise<void>;
}

export interface ImageFacts {
  /** SHA-256 of what it is made of, in hexadecimal. */
  digest: string;
  /** The user it runs as: empty means root. */
  user: string;
  sizeBytes: number;
  /** What it adds to the image of its last FROM; null where that image is not here. */
  addedBytes: number | null;
  base: string | null;
  hasHealthcheck: boolean;
}

export interface ImagePort {
  inspect(service: string): Promise<ImageFacts>;
}
