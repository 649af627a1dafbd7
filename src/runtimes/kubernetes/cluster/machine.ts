import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { MissingError } from '../../../errors.ts';
import { cacheDir } from '../../../platform/paths.ts';
import { run } from '../../../platform/process.ts';
import { type Engine, findEngine } from '../../shared/engine/engine.ts';
import { api } from './api.ts';

/** A node of kind or k3d. */
export interface NodeContainer {
  readonly name: string;
  readonly running: boolean;
}

/** What is asked of this machine about clusters. Tests put recorded answers in its place. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The kubeconfig of microlab's own cluster. */
  readonly ownFile: string;
  /** The user's kubeconfig files that exist. Read, never written. */
  readonly userFiles: readonly string[];
  run: typeof run;
  engine(): Promise<Engine | MissingError>;
  /** Containers of the Docker engine with a label; none where there is no engine. */
  nodes(label: string): Promise<NodeContainer[]>;
  /** Asks the cluster at a kubeconfig's current context. */
  api: typeof api;
}

export function ownKubeconfigFile(): string {
  return join(cacheDir(), 'kube', 'config');
}

export function thisMachine(): Machine {
  let engine: ReturnType<typeof findEngine> | undefined;
  const once = () => {
    engine ??= findEngine();
    return engine;
  };
  return {
    env: process.env,
    ownFile: ownKubeconfigFile(),
    userFiles: userFiles(),
    run,
    engine: once,
    async nodes(label) {
      const found = await once();
      if (found instanceof MissingError) return [];
      const filters = JSON.stringify({ label: [label] });
      const containers = await found.docker.listContainers({ all: true, filters });
      return containers.map(({ Id, Names, State }) => ({
        name: Names[0]?.slice(1) ?? Id,
        running: State === 'running',
      }));
    },
    api,
  };
}

function userFiles(): string[] {
  const named = process.env.KUBECONFIG?.split(delimiter).filter(Boolean) ?? [];
  return (named.length > 0 ? named : [join(homedir(), '.kube', 'config')]).filter(file => existsSync(file));
}
