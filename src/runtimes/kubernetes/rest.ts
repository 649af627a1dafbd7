import { request as httpRequest } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import type { KubeObject } from '../cluster.ts';

/** An answer of the API server that is no success. `status` 0: it gave none. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
  }
}

interface Call {
  method: 'GET' | 'PATCH' | 'DELETE';
  path: string;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  contentType?: string;
}

const TIMEOUT_MS = 30_000;

/**
 * Requests to the API server with JSON as it is. The client library writes and reads objects by the types that it knows:
 * a field that it does not know is lost, and with it what a learner has misspelt.
 */
export class Rest {
  readonly #config: KubeConfig;
  readonly #as: string | undefined;
  readonly #resources = new Map<string, Promise<Map<string, { name: string; namespaced: boolean }>>>();
  #options: Promise<RequestOptions> | undefined;

  /** @param as whose rights hold for all requests, in place of the kubeconfig's own: the server has to allow that */
  constructor(config: KubeConfig, as?: string) {
    this.#config = config;
    this.#as = as;
  }

  /** The path of an object, or of the list of its kind where no name is given. Throws Refusal (404) for a kind that the cluster does not have. */
  async pathOf(apiVersion: string, kind: string, namespace?: string, name?: string): Promise<string> {
    const resource = (await this.#resourcesOf(apiVersion)).get(kind);
    if (!resource) throw new Refusal(404, `the cluster has no ${kind} in ${apiVersion}`);
    const within = resource.namespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
    return `${root(apiVersion)}${within}/${resource.name}${name === undefined ? '' : `/${name}`}`;
  }

  async call({ method, path, query = {}, body, contentType }: Call): Promise<unknown> {
    this.#options ??= this.#connection();
    const server = new URL(this.#config.getCurrentCluster()?.server ?? '');
    const search = new URLSearchParams(query).toString();
    const url = new URL(`${server.pathname.replace(/\/$/, '')}${path}${search && `?${search}`}`, server);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const connection = await this.#options;
    const send = url.protocol === 'http:' ? httpRequest : httpsRequest;
    return new Promise((resolve, reject) => {
      const headers = {
        ...connection.headers,
        ...(this.#as === undefined ? {} : { 'impersonate-user': this.#as }),
        accept: 'application/json',
        ...(text === undefined
          ? {}
          : {
              'content-type': contentType ?? 'application/json',
              'content-length': String(Buffer.byteLength(text)),
            }),
      };
      const sent = send(url, { ...connection, method, headers, timeout: TIMEOUT_MS }, answer => {
        const parts: Buffer[] = [];
        answer.on('data', part => parts.push(part));
        answer.on('error', thrown => reject(new Refusal(0, thrown.message)));
        answer.on('end', () => {
          const status = answer.statusCode ?? 0;
          const said = parsed(Buffer.concat(parts).toString('utf8'));
          if (status >= 200 && status < 300) resolve(said);
          else reject(new Refusal(status, (said as { message?: string }).message ?? `status ${status}`));
        });
      });
      sent.on('timeout', () => sent.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
      sent.on('error', thrown => reject(new Refusal(0, thrown.message)));
      sent.end(text);
    });
  }

  /** The agent keeps connections; making one anew for each request would cost a TLS handshake. */
  async #connection(): Promise<RequestOptions> {
    const options: RequestOptions = {};
    await this.#config.applyToHTTPSOptions(options);
    return options;
  }

  #resourcesOf(apiVersion: string) {
    const known = this.#resources.get(apiVersion);
    if (known) return known;
    const asked = this.call({ method: 'GET', path: root(apiVersion) }).then(list => {
      const { resources } = list as { resources: { name: string; kind: string; namespaced: boolean }[] };
      const own = resources.filter(({ name }) => !name.includes('/'));
      return new Map(own.map(({ kind, name, namespaced }) => [kind, { name, namespaced }]));
    });
    this.#resources.set(apiVersion, asked);
    asked.catch(() => this.#resources.delete(apiVersion));
    return asked;
  }
}

const root = (apiVersion: string) =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as KubeObject;
  } catch {
    return { message: text };
  }
}
