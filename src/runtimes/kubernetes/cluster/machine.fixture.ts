import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MissingError } from '../../../errors.ts';
import type { Machine, NodeContainer } from './machine.ts';

const folder = new URL('../../../../test/fixtures/clusters/', import.meta.url);
export const recordedFile = (name: string) => fileURLToPath(new URL(name, folder));
export const recorded = (name: string) => readFileSync(recordedFile(name), 'utf8');

interface Answer {
  code: number | null;
  lines: string[];
}

/** A command runner that gives recorded answers, and keeps what it was asked. What is not known is not installed. */
export function recordedRun(answer: (command: string) => Answer | undefined) {
  const commands: string[] = [];
  const run: Machine['run'] = async (file, args, { onLine, signal } = {}) => {
    const command = [file, ...args].join(' ');
    commands.push(command);
    const { code, lines } = answer(command) ?? { code: null, lines: [] };
    signal?.throwIfAborted();
    for (const line of lines) onLine?.(line);
    return { code, lines };
  };
  return { run, commands };
}

/** A machine on which nothing is real but the files that are named. */
export function machine(
  change: Partial<Machine> & { containers?: Record<string, NodeContainer[]> } = {},
): Machine {
  const { containers = {}, ...rest } = change;
  return {
    env: {},
    ownFile: recordedFile('none'),
    userFiles: [recordedFile('kubeconfig.yaml')],
    run: recordedRun(() => undefined).run,
    engine: async () => new MissingError('Docker is not installed.'),
    nodes: async label => containers[label] ?? [],
    api: {
      version: async () => 'v1.34.4',
      nodes: async () => ({ ready: 1, total: 1 }),
      dnsReady: async () => true,
      istio: async () => null,
      leftovers: async () => [],
    },
    ...rest,
  };
}
