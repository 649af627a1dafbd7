import type { HttpAnswer, HttpRequest, HttpSilence, SpyAnswer, SpyCall } from './runtime.ts';

/** An object of the Kubernetes API, as it came from there or as a manifest has it. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    labels?: Readonly<Record<string, string>>;
    annotations?: Readonly<Record<string, string>>;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

/** A manifest of the workspace, before anything in it was changed. */
export interface Manifest {
  /** Relative to the workspace, and the line where it begins. */
  readonly file: string;
  readonly line: number;
  readonly object: KubeObject;
}

/** An address behind a Service, from its EndpointSlices. */
export interface Endpoint {
  /** The pod's name. */
  readonly pod: string;
  readonly address: string;
  readonly port: number;
  readonly ready: boolean;
}

/** A pod of the learner's, in short. */
export interface PodFacts {
  readonly name: string;
  readonly address: string | null;
  readonly ready: boolean;
  /** How often its containers were started again, all together. */
  readonly restarts: number;
  readonly deleting: boolean;
  readonly labels: Readonly<Record<string, string>>;
}

/** Where a request of `ask` is sent from: a pod of the lab's own, within the mesh as the services are, or one without a sidecar. */
export type Vantage = 'lab' | 'outside-mesh';

/** The cluster as the learner's namespace shows it, for checks that are about Kubernetes itself. */
export interface ClusterPort {
  /** The learner's manifests as they stand in the workspace. */
  manifests(): readonly Manifest[];
  /** The pods that a service's workload has now, those being deleted included. */
  pods(service: string): Promise<PodFacts[]>;
  endpoints(service: string): Promise<Endpoint[]>;
  /** How often the containers of a pod were started again. */
  restarts(pod: string): Promise<number>;
  /** One object of the namespace as it is now; null where there is none. */
  read(apiVersion: string, kind: string, name: string): Promise<KubeObject | null>;
  /** Deletes a pod at once. */
  deletePod(name: string): Promise<void>;
  /** Sets how many pods the service's workload has; restored before the next check. Returns at once. */
  scale(service: string, replicas: number): Promise<void>;
  /** Replaces all pods of the service's workload, as `kubectl rollout restart` does, and waits until that is done. */
  restart(service: string, deadlineMs: number): Promise<void>;
  /** Takes one of the learner's objects away until the next check. */
  without(kind: string, name: string): Promise<void>;
  /** Sends one request to any host and port that can be reached from within the namespace. */
  ask(
    from: Vantage,
    target: { host: string; port: number },
    request: HttpRequest,
  ): Promise<HttpAnswer | HttpSilence>;
  /**
   * Starts one pod of the learner's own template, with a spy in place of the program, and resolves when its container runs.
   * It answers 200 to everything until told otherwise, is selected by the same Services, and is removed before the next check.
   * Asked again, the same pod.
   */
  standIn(service: string): Promise<StandIn>;
  /** The value of each series that a query of the exercise's own Prometheus gives now. It is started at the first call. */
  prometheus(query: string): Promise<{ labels: Record<string, string>; value: number }[]>;
  /** The path of Prometheus' HTTP API, for what is no query: rules, targets, alerts. */
  prometheusApi(path: string): Promise<unknown>;
}

/** One pod of the learner's template in which a spy answers. */
export interface StandIn {
  readonly pod: string;
  answer(answers: Readonly<Record<string, SpyAnswer>>, otherwise: SpyAnswer): Promise<void>;
  calls(): Promise<SpyCall[]>;
}
