import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import { inWords, milliseconds } from '../../platform/duration.ts';
import { retryUntil } from '../../platform/retry.ts';
import type { HttpAnswer, HttpSilence } from '../../runtimes/runtime.ts';
import type { CheckKind } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { Duration, observe } from '../observe.ts';
import { fill } from '../values.ts';

const schema = z.strictObject({
  rollingRestart: z.string(),
  get: z.string().startsWith('/'),
  within: Duration,
});
type RollingRestartStep = z.infer<typeof schema>;

/** So many callers ask all the time, each again so soon after its answer. */
const CALLERS = 4;
const EVERY_MS = 20;
const ANSWER_MS = 5000;
/** A single pod that ends takes some of the callers with it; where none succeeds for so long, all pods were away. */
const OUTAGE_MS = 3000;
const STEADY = 20;
const STEADY_WITHIN = '15s';

export const kind: CheckKind<RollingRestartStep> = {
  verbs: ['rollingRestart'],
  about: 'replaces every pod of a service while requests come in, and fails on any that is not answered',
  schema,
  needs: () => ['cluster', 'http'],
  names: step => [{ key: 'rollingRestart', service: step.rollingRestart }],
  async run({ rollingRestart: service, get, within }, scope) {
    const deadlineMs = milliseconds(within);
    const ask = () =>
      scope.environment.http.request(service, {
        method: 'GET',
        path: fill(get, scope.values),
        timeoutMs: ANSWER_MS,
      });
    await steady(ask, `GET ${service}${get}`, scope.signal);
    const callers = new Callers(ask, scope.signal, deadlineMs * 2);
    try {
      await callers.ask();
      await clusterOf(scope).restart(service, deadlineMs);
      await callers.ask();
    } finally {
      await callers.end();
    }
    scope.trace(`rolling restart of ${service}: ${callers.failed.length} of ${callers.sent} requests failed`);
    const fault = callers.fault(service);
    if (fault) throw fault;
  },
};

type Ask = () => Promise<HttpAnswer | HttpSilence>;

/** Why an answer is none that a caller wants; null where it is one. */
const trouble = (answer: HttpAnswer | HttpSilence): string | null => {
  if (!answer.answered) return answer.reason;
  return answer.status === 200 ? null : `status ${answer.status}`;
};

/** Waits until all is well: what went away before may still be asked for a moment. */
async function steady(ask: Ask, what: string, signal: AbortSignal): Promise<void> {
  const look = async () => {
    const answers = await Promise.all(Array.from({ length: STEADY }, ask));
    const odd = answers.map(trouble).find(reason => reason !== null);
    return odd === undefined
      ? null
      : new WorkFault(`${what}: ${odd}, expected 200, before any pod was replaced.`, {
          expected: '200',
          actual: odd,
          byTime: odd === 'timeout',
        });
  };
  await observe(what, { eventually: STEADY_WITHIN }, signal, look);
}

interface Failure {
  reason: string;
  afterMs: number;
}

/** Callers that ask the Service all the time, as long as they are not told to end. */
class Callers {
  sent = 0;
  readonly failed: Failure[] = [];
  readonly #signal: AbortSignal;
  readonly #done: Promise<unknown>;
  readonly #began = performance.now();
  #ending = false;
  #answeredAt = this.#began;
  #longestSilenceMs = 0;

  constructor(ask: Ask, signal: AbortSignal, deadlineMs: number) {
    this.#signal = signal;
    const once = async () => {
      const reason = trouble(await ask());
      this.sent++;
      const now = performance.now();
      if (reason !== null) this.failed.push({ reason, afterMs: now - this.#began });
      else {
        this.#longestSilenceMs = Math.max(this.#longestSilenceMs, now - this.#answeredAt);
        this.#answeredAt = now;
      }
    };
    const options = { deadlineMs, everyMs: EVERY_MS, signal };
    this.#done = Promise.all(
      Array.from({ length: CALLERS }, () => retryUntil(once, () => this.#ending, options)),
    );
    // It is waited for later: until then, a failure of the lab's must not end the program.
    this.#done.catch(() => {});
  }

  /** Resolves when each caller has had an answer or more. */
  async ask(): Promise<void> {
    const before = this.sent;
    const { met } = await retryUntil(
      async () => this.sent - before,
      answers => answers >= CALLERS * 5,
      { deadlineMs: ANSWER_MS * 5, signal: this.#signal },
    );
    if (!met) await this.end();
  }

  async end(): Promise<void> {
    this.#ending = true;
    await this.#done;
  }

  fault(service: string): WorkFault | null {
    const [first] = this.failed;
    if (!first) return null;
    const reasons = [...new Set(this.failed.map(({ reason }) => reason))].map(
      reason => `${reason}: ${this.failed.filter(one => one.reason === reason).length}`,
    );
    const outage =
      this.#longestSilenceMs < OUTAGE_MS
        ? ''
        : ` For ${inWords(this.#longestSilenceMs)} not one succeeded, as if all pods were away at the same time.`;
    return new WorkFault(
      `${this.failed.length} of ${this.sent} requests to ${service} failed while its pods were replaced one after another (${reasons.join(', ')}; the first after ${inWords(first.afterMs)}), expected none.${outage} Every update would cost callers their answers.`,
      {
        expected: 'every request answered with 200',
        actual: reasons,
        byTime: this.failed.every(({ reason }) => reason === 'timeout'),
      },
    );
  }
}
