import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import { inWords, milliseconds } from '../../platform/duration.ts';
import { retryUntil } from '../../platform/retry.ts';
import type { CheckKind, Scope } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { Duration } from '../observe.ts';
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

export const kind: CheckKind<RollingRestartStep> = {
  verbs: ['rollingRestart'],
  about: 'replaces every pod of a service while requests come in, and fails on any that is not answered',
  schema,
  needs: () => ['cluster', 'http'],
  names: step => [{ key: 'rollingRestart', service: step.rollingRestart }],
  async run({ rollingRestart: service, get, within }, scope) {
    const deadlineMs = milliseconds(within);
    const callers = new Callers(scope, service, fill(get, scope.values), deadlineMs * 2);
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

interface Failure {
  reason: string;
  afterMs: number;
}

/** Callers that ask the Service all the time, as long as they are not told to end. */
class Callers {
  sent = 0;
  readonly failed: Failure[] = [];
  readonly #scope: Scope;
  readonly #done: Promise<unknown>;
  readonly #began = performance.now();
  #ending = false;

  constructor(scope: Scope, service: string, path: string, deadlineMs: number) {
    this.#scope = scope;
    const ask = async () => {
      const request = { method: 'GET', path, timeoutMs: ANSWER_MS };
      const answer = await scope.environment.http.request(service, request);
      this.sent++;
      if (answer.answered && answer.status === 200) return;
      const reason = answer.answered ? `status ${answer.status}` : answer.reason;
      this.failed.push({ reason, afterMs: performance.now() - this.#began });
    };
    const options = { deadlineMs, everyMs: EVERY_MS, signal: scope.signal };
    this.#done = Promise.all(
      Array.from({ length: CALLERS }, () => retryUntil(ask, () => this.#ending, options)),
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
      { deadlineMs: ANSWER_MS * 5, signal: this.#scope.signal },
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
    return new WorkFault(
      `${this.failed.length} of ${this.sent} requests to ${service} failed while its pods were replaced one after another (${reasons.join(', ')}; the first after ${inWords(first.afterMs)}), expected none. Every update would cost callers their answers.`,
      {
        expected: 'every request answered with 200',
        actual: reasons,
        byTime: this.failed.every(({ reason }) => reason === 'timeout'),
      },
    );
  }
}
