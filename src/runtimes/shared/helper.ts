import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { asset } from '../../platform/assets.ts';
import type { HttpAnswer, HttpRequest, HttpSilence, KafkaRecord, SpyAnswer, SpyCall } from '../runtime.ts';

/** The helper's Python text, to be started wherever the services can be reached: `python3 -c <text>`. */
export function helperProgram(): string {
  return readFileSync(asset('helper.py'), 'utf8');
}

interface Address {
  host: string;
  port: number;
}

interface Pending {
  resolve(reply: Record<string, unknown>): void;
  reject(error: Error): void;
}

/** What the helper may take beyond the time that an operation was given, before it counts as stuck. */
const SLACK_MS = 10_000;
const KEPT_LINES = 20;
/** What the program says first waits under the id that no request has. */
const GREETING = 0;

/**
 * The conversation with a running helper program (helper.py): requests out, replies back, many at once.
 * Where a call rejects, the lab is at fault and not the learner's work: always a plain Error.
 */
export class Helper {
  readonly #stdin: Writable;
  readonly #pending = new Map<number, Pending>();
  readonly #lastWords: string[] = [];
  readonly #ready: Promise<void>;
  readonly #ended: Promise<void>;
  #failure: Error | undefined;
  #nextId = 1;

  constructor(stdout: Readable, stdin: Writable, stderr?: Readable) {
    this.#stdin = stdin;
    if (stderr) createInterface(stderr).on('line', line => this.#remember(line));
    const replies = createInterface(stdout).on('line', line => this.#receive(line));
    this.#ready = new Promise((resolve, reject) =>
      this.#pending.set(GREETING, { resolve: () => resolve(), reject }),
    );
    this.#ready.catch(() => {}); // Whoever asks for it still sees the rejection.
    this.#ended = new Promise(resolve => {
      const over = (cause?: unknown) => {
        this.#failAll(cause);
        resolve();
      };
      // Not at once: the last words on stderr come on a stream of their own.
      replies.on('close', () => setImmediate(over));
      for (const stream of [stdout, stdin]) stream.on('error', over);
    });
  }

  /** Resolves when the program runs and listens. */
  ready(): Promise<void> {
    return this.#ready;
  }

  /** False once the program has ended. */
  get alive(): boolean {
    return this.#failure === undefined;
  }

  /** One operation of the program's table; `timeoutMs` is how long the reply may take at most. */
  call(op: string, args: Record<string, unknown>, timeoutMs = 60_000): Promise<Record<string, unknown>> {
    if (this.#failure) return Promise.reject(this.#failure);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(new Error(`The lab's helper gave no reply to "${op}" in ${timeoutMs} ms.`));
      }, timeoutMs);
      const settle =
        <T>(done: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          done(value);
        };
      this.#pending.set(id, { resolve: settle(resolve), reject: settle(reject) });
      this.#stdin.write(`${JSON.stringify({ id, op, ...args })}\n`);
    });
  }

  async http(target: Address, request: HttpRequest): Promise<HttpAnswer | HttpSilence> {
    return as<HttpAnswer | HttpSilence>(
      await this.call('http', { ...target, ...request }, request.timeoutMs + SLACK_MS),
    );
  }

  /** Opens a TCP connection and closes it again. */
  async connect(
    target: Address,
    timeoutMs: number,
  ): Promise<{ open: boolean; reason: HttpSilence['reason'] | null }> {
    return as(await this.call('connect', { ...target, timeoutMs }, timeoutMs + SLACK_MS));
  }

  /** Every record of the topic, ordered by partition and offset as the broker hands them out; none where there is no such topic. */
  async kafkaRead(servers: string, topic: string, timeoutMs = 10_000): Promise<KafkaRecord[]> {
    const reply = await this.call('kafka-read', { servers, topic, timeoutMs }, timeoutMs + SLACK_MS);
    return as<{ records: KafkaRecord[] }>(reply).records;
  }

  /** Resolves when the broker has acknowledged. */
  async kafkaPublish(
    servers: string,
    topic: string,
    record: { key?: string | null; value: string },
    timeoutMs = 10_000,
  ): Promise<void> {
    await this.call('kafka-publish', { servers, topic, ...record, timeoutMs }, timeoutMs + SLACK_MS);
  }

  /** Waits until the broker answers, and creates the topics that it lacks, with one partition each. */
  async kafkaReady(servers: string, topics: readonly string[], timeoutMs: number): Promise<void> {
    await this.call('kafka-ready', { servers, topics, timeoutMs }, timeoutMs + SLACK_MS);
  }

  /** Starts a broker within the helper, with these topics of one partition each; it ends with the helper. Returns its `host:port`. */
  async mockBroker(topics: readonly string[]): Promise<string> {
    return as<{ servers: string }>(await this.call('mock-broker', { topics })).servers;
  }

  /** Starts a spy on a port (0: any that is free), or gives the one there new answers; it counts from zero. Returns its port. */
  async spy(
    port: number,
    answers: Readonly<Record<string, SpyAnswer>>,
    otherwise: SpyAnswer,
  ): Promise<number> {
    return as<{ port: number }>(await this.call('spy', { port, answers, otherwise })).port;
  }

  /** What has reached the spy since it was given its answers. */
  async spyCalls(port: number): Promise<SpyCall[]> {
    return as<{ calls: SpyCall[] }>(await this.call('spy-calls', { port })).calls;
  }

  /** The longest time, in ms, for which the program had to wait for its turn since the last call. */
  async strain(): Promise<number> {
    return as<{ lateMs: number }>(await this.call('strain', {})).lateMs;
  }

  /** Lets the program end; calls that still wait reject. */
  async close(): Promise<void> {
    this.#stdin.end();
    await this.#ended;
  }

  #receive(line: string): void {
    const reply = parsed(line);
    if (!reply) {
      this.#remember(line);
      return;
    }
    const { id, ok, error, ready, ...rest } = reply;
    const key = ready === true ? GREETING : (id as number);
    const waiting = this.#pending.get(key);
    this.#pending.delete(key);
    if (ok === true || ready === true) waiting?.resolve(rest);
    else waiting?.reject(new Error(`The lab's helper could not do its part: ${error}`));
  }

  #remember(line: string): void {
    this.#lastWords.push(line);
    if (this.#lastWords.length > KEPT_LINES) this.#lastWords.shift();
  }

  #failAll(cause: unknown): void {
    const words = this.#lastWords.length > 0 ? ` Its last lines:\n${this.#lastWords.join('\n')}` : '';
    this.#failure ??= new Error(`The lab's helper ended before its work was done.${words}`, { cause });
    for (const { reject } of this.#pending.values()) reject(this.#failure);
    this.#pending.clear();
  }
}

/** The program is ours and ships with this file: its replies are taken at their word. */
function as<T>(reply: Record<string, unknown>): T {
  return reply as T;
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}
