/** `own`: the learner's own work, where what is left out gets a note. `strict`: a stranger's, where more is refused. */
export type Level = 'own' | 'strict';

export interface Build {
  /** Absolute, its real path inside the workspace. */
  context: string;
  /** Relative to the context; its real path is inside the workspace. */
  dockerfile: string;
  target?: string | undefined;
  args: Record<string, string>;
}

export type Condition = 'service_started' | 'service_healthy' | 'service_completed_successfully';

export interface Healthcheck {
  test?: string | string[] | undefined;
  interval?: string | undefined;
  timeout?: string | undefined;
  startPeriod?: string | undefined;
  startInterval?: string | undefined;
  retries?: number | undefined;
  disable?: boolean | undefined;
}

/** A named volume of the project, or memory: never a path of the host. */
export type Mount =
  | { type: 'volume'; source: string; target: string; readOnly: boolean }
  | { type: 'tmpfs'; target: string };

/** A service as we understood it. A command that is one text is split into words by compose, as the learner's would be. */
export interface ProjectService {
  /** Has either a build or an image, never both. */
  build?: Build | undefined;
  image?: string | undefined;
  platform?: string | undefined;
  command?: string | string[] | undefined;
  entrypoint?: string | string[] | undefined;
  environment: Record<string, string>;
  workingDir?: string | undefined;
  user?: string | undefined;
  hostname?: string | undefined;
  dependsOn: Record<string, Condition>;
  healthcheck?: Healthcheck | undefined;
  restart?: string | undefined;
  volumes: Mount[];
  tmpfs: string[];
  expose: string[];
  stopSignal?: string | undefined;
  stopGracePeriod?: string | undefined;
  init?: boolean | undefined;
  readOnly?: boolean | undefined;
  capDrop: string[];
  noNewPrivileges: boolean;
  /** Further names on the network, beside its own. */
  aliases: string[];
  /** Container ports (TCP) that the learner published. */
  publishedPorts: number[];
}

/** What a workspace asks for, read from its compose file or its only Dockerfile, with nothing in it that is not written here. */
export interface Project {
  /** All images that its builds take anything from, where that was found out; else they stand in its Dockerfiles. */
  bases?: readonly string[];
  services: Record<string, ProjectService>;
  /** Named volumes that some service uses. */
  volumes: string[];
  /** What was left out or understood in another way, a sentence each. */
  notes: string[];
}

/** A service with nothing set. */
export function emptyService(): ProjectService {
  return {
    environment: {},
    dependsOn: {},
    volumes: [],
    tmpfs: [],
    expose: [],
    capDrop: [],
    noNewPrivileges: false,
    aliases: [],
    publishedPorts: [],
  };
}
