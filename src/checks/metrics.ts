import { WorkFault } from '../errors.ts';
import type { HttpSilence } from '../runtimes/runtime.ts';
import type { Scope } from './check.ts';
import { clusterOf } from './cluster.ts';
import { type Exposition, isMalformed, parseExposition } from './exposition.ts';
import { shown } from './match.ts';
import { snippet } from './observe.ts';
import { readyPods } from './pods.ts';

/** Where the metrics of a service are: at each of its pods. */
export interface Where {
  service: string;
  port: number;
  path: string;
}

/** The page of metrics of one pod. */
export interface Page {
  readonly pod: string;
  /** How it was asked for, for messages. */
  readonly what: string;
  readonly contentType: string | undefined;
  readonly exposition: Exposition;
}

/** What Prometheus asks for: either format will do. */
const ACCEPT = 'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.4,*/*;q=0.1';

/** The pages of all ready pods of a service. Throws WorkFault where one has none that can be read. */
export async function readPages(scope: Scope, { service, port, path }: Where): Promise<Page[]> {
  const cluster = clusterOf(scope);
  const pods = await readyPods(cluster, service);
  if (pods.length === 0)
    throw new WorkFault(`${service} has no ready pod, expected one that shows its metrics.`);
  return Promise.all(
    pods.map(async ({ name, address }): Promise<Page> => {
      const what = `GET http://${name}:${port}${path}`;
      const answer = await cluster.ask(
        'lab',
        { host: address ?? name, port },
        { method: 'GET', path, headers: { accept: ACCEPT }, timeoutMs: 5000 },
      );
      if (!answer.answered)
        throw new WorkFault(`${what}: ${silence(answer, port)}.`, { actual: answer.reason });
      scope.trace(`${what} -> ${answer.status} ${snippet(answer.body, 2000)}`);
      if (answer.status !== 200)
        throw new WorkFault(
          `${what}: the status is ${answer.status}, expected 200. The answer: ${snippet(answer.body)}.`,
          { expected: 200, actual: answer.status },
        );
      const contentType = answer.headers['content-type'];
      const exposition = parseExposition(
        answer.body,
        contentType?.startsWith('application/openmetrics-text'),
      );
      if (isMalformed(exposition)) {
        const { line, text, reason } = exposition;
        throw new WorkFault(
          `${what}: line ${line} is not in Prometheus' text format: ${reason}. It is ${shown(text)}. One such line, and Prometheus takes nothing of the page.`,
          { expected: 'name{label="value"} number', actual: text },
        );
      }
      return { pod: name, what, contentType, exposition };
    }),
  );
}

/** A look that says what was wrong rather than throw it, so that it can be tried again. */
export async function asFault(look: () => Promise<WorkFault | null>): Promise<WorkFault | null> {
  try {
    return await look();
  } catch (thrown) {
    if (thrown instanceof WorkFault) return thrown;
    throw thrown;
  }
}

function silence({ reason }: HttpSilence, port: number): string {
  switch (reason) {
    case 'refused':
      return `the connection was refused: nothing listens on port ${port} of the pod`;
    case 'timeout':
      return 'there was no answer within 5 s';
    case 'reset':
      return 'the connection was closed before there was an answer';
    case 'unknown-host':
      return 'the pod has no address';
  }
}
