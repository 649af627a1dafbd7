import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import { milliseconds, inWords as timeInWords } from '../../platform/duration.ts';
import { retryUntil } from '../../platform/retry.ts';
import type { HttpAnswer, HttpRequest, HttpSilence } from '../../runtimes/runtime.ts';
import type { CheckKind, Scope } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { parseJson } from '../json.ts';
import { inWords, mismatches, shown } from '../match.ts';
import { Duration, differences, observe, readable, snippet, TIMING } from '../observe.ts';
import { fill } from '../values.ts';

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const;
const Target = z
  .string()
  .regex(/^[a-z0-9-]+\/[^\s]*$/, 'expected a service and a path, such as user-service/users');
const Status = z.union([z.int(), z.string().regex(/^[1-5]xx$/, 'expected a status such as 200 or 4xx')]);

const schema = z.strictObject({
  get: Target.optional(),
  post: Target.optional(),
  put: Target.optional(),
  patch: Target.optional(),
  delete: Target.optional(),
  head: Target.optional(),
  options: Target.optional(),
  json: z.unknown().optional(),
  body: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  timeout: Duration.optional(),
  from: z.literal('outside-mesh').optional(),
  expect: z
    .strictObject({
      answered: z.literal(false).optional(),
      status: z.union([Status, z.array(Status)]).optional(),
      headers: z.record(z.string(), z.unknown()).optional(),
      json: z.unknown().optional(),
      text: z.unknown().optional(),
    })
    .optional(),
  save: z.record(z.string(), z.enum(['body', 'headers', 'status'])).optional(),
  ...TIMING,
});
type HttpStep = z.infer<typeof schema>;
type Expectation = NonNullable<HttpStep['expect']>;

function target(step: HttpStep): { method: string; service: string; path: string } {
  const verb = VERBS.find(name => step[name] !== undefined) ?? 'get';
  const [, service = '', path = ''] = /^([^/]*)(\/.*)$/.exec(step[verb] ?? '') ?? [];
  return { method: verb.toUpperCase(), service, path };
}

/** Where a service has just ended, connections are refused or break off before the engine knows why: that says more. */
const DYING_MS = 1000;

export const kind: CheckKind<HttpStep> = {
  verbs: VERBS,
  about: 'sends one HTTP request and looks at the answer',
  schema,
  needs: step => (step.from === undefined ? ['http'] : ['http', 'cluster']),
  names: step => [{ key: target(step).method.toLowerCase(), service: target(step).service }],
  async run(step, scope) {
    const { method, service, path } = target(step);
    const ask = fill({ path, json: step.json, body: step.body, headers: step.headers ?? {} }, scope.values);
    const expect = fill(step.expect ?? {}, scope.values);
    const what = `${method} ${service}${ask.path}${step.from === undefined ? '' : ' from outside the mesh'}`;
    const timeoutMs = milliseconds(step.timeout ?? '10s');
    const json: Record<string, string> =
      step.json === undefined ? {} : { 'content-type': 'application/json' };
    const body = step.json === undefined ? ask.body : JSON.stringify(ask.json);

    let last = '';
    const look = async () => {
      const answer = await send(step, scope, service, {
        method,
        path: ask.path,
        headers: { ...json, ...ask.headers },
        ...(body === undefined ? {} : { body }),
        timeoutMs,
      });
      scope.trace(
        `${what} ${body ?? ''} -> ${answer.answered ? `${answer.status} ${snippet(answer.body, 400)}` : answer.reason}`,
      );
      if (!answer.answered)
        return expect.answered === false && answer.reason !== 'unknown-host'
          ? null
          : silence(what, service, answer, scope, step.eventually === undefined ? DYING_MS : 0);
      last = `${answer.status} ${snippet(answer.body)}.`;
      const fault = judge(what, expect, answer);
      if (!fault)
        for (const [name, part] of Object.entries(step.save ?? {}))
          scope.save(name, part === 'body' ? parsed(answer) : answer[part]);
      return fault;
    };
    await observe(what, step, scope.signal, look, () => last);
  },
};

/** From a pod within the mesh, where there is one, unless the step says otherwise. */
async function send(
  { from }: HttpStep,
  scope: Scope,
  service: string,
  request: HttpRequest,
): Promise<HttpAnswer | HttpSilence> {
  if (from === undefined) return scope.environment.http.request(service, request);
  const cluster = clusterOf(scope);
  const object = await cluster.read('v1', 'Service', service);
  const [port] = (object?.spec as { ports?: { port: number }[] } | undefined)?.ports ?? [];
  if (!port) return { answered: false, reason: 'unknown-host', elapsedMs: 0 };
  return cluster.ask(from, { host: service, port: port.port }, request);
}

async function silence(
  what: string,
  service: string,
  { reason, elapsedMs }: HttpSilence,
  scope: Scope,
  dyingMs: number,
): Promise<WorkFault> {
  const dying = reason === 'refused' || reason === 'reset';
  const { last: state } = await retryUntil(
    () => scope.environment.control.state(service),
    ({ kind }) => kind !== 'running' || !dying,
    { deadlineMs: dyingMs, everyMs: 50, signal: scope.signal },
  );
  const reasons = {
    refused: 'the connection was refused',
    timeout: `there was no complete answer within ${timeInWords(elapsedMs)}`,
    reset: 'the connection was closed before there was a complete HTTP answer',
    'unknown-host': `nothing is called ${service} on the network`,
  };
  let message = `${what}: ${reasons[reason]}.`;
  const why = await scope.environment.diagnose?.(service);
  if (why) message += ` ${why}`;
  if (state.kind === 'exited') {
    const lines = await scope.environment.control.tail(service, 15);
    message += ` ${service} has ended (${state.outOfMemory ? 'out of memory' : `exit code ${state.code}`}).`;
    if (lines.length > 0) message += ` Its last lines:\n${lines.map(line => `  ${line}`).join('\n')}`;
  }
  return new WorkFault(message, { expected: 'an answer', actual: reason, byTime: reason === 'timeout' });
}

function parsed(answer: HttpAnswer): unknown {
  try {
    return parseJson(answer.body);
  } catch {
    return answer.body;
  }
}

/** Where an answer is not what was expected; null where it is. */
function judge(what: string, expect: Expectation, answer: HttpAnswer): WorkFault | null {
  if (expect.answered === false)
    return new WorkFault(
      `${what}: it was answered with ${answer.status}, expected no answer at all. Whoever gets through here needs no proof of who they are.`,
      { expected: 'no answer', actual: String(answer.status) },
    );
  if (expect.status !== undefined && !statusFits(expect.status, answer.status)) {
    const wanted = [expect.status].flat().join(' or ');
    return new WorkFault(
      `${what}: the status is ${answer.status}, expected ${wanted}. The answer: ${snippet(answer.body)}.`,
      {
        expected: wanted,
        actual: String(answer.status),
      },
    );
  }
  for (const [name, pattern] of Object.entries(expect.headers ?? {})) {
    const value = answer.headers[name.toLowerCase()];
    if (mismatches(pattern, value).length > 0) {
      return new WorkFault(`${what}: the header ${name} is ${shown(value)}, expected ${inWords(pattern)}.`, {
        expected: inWords(pattern),
        actual: value ?? null,
      });
    }
  }
  if (expect.text !== undefined) {
    const found = mismatches(expect.text, answer.body);
    if (found.length > 0)
      return new WorkFault(
        `${what}: the body is ${snippet(answer.body)}, expected ${inWords(expect.text)}.`,
        { expected: inWords(expect.text), actual: answer.body },
      );
  }
  if (expect.json === undefined) return null;
  const body = parsed(answer);
  if (typeof body === 'string' && body === answer.body) {
    return new WorkFault(`${what}: the body is not JSON: ${snippet(answer.body)}.`, {
      expected: readable(expect.json, body),
      actual: answer.body,
    });
  }
  const found = mismatches(expect.json, body);
  if (found.length === 0) return null;
  return new WorkFault(`${what}: ${differences(found)}.`, {
    expected: readable(expect.json, body),
    actual: body,
  });
}

function statusFits(wanted: number | string | (number | string)[], status: number): boolean {
  return [wanted]
    .flat()
    .some(one => (typeof one === 'number' ? one === status : one[0] === String(status)[0]));
}

export { judge };
