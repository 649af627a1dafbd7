import type { Command } from 'commander';
import type { ClusterChoice } from '../runtimes/runtime.ts';

/** The options of a command that may run on a cluster. */
export type ClusterOptions = ClusterChoice;

/** Which cluster, and how images get there. */
export function withClusterChoice(command: Command): Command {
  return command
    .option(
      '--context <name>',
      'a context of your kubeconfig, for exercises on Kubernetes (also: MICROLAB_CONTEXT)',
    )
    .option(
      '--registry <host>',
      'push images to this registry, where the cluster can have them in no other way',
    );
}

/** The same, and the leave to use a cluster that nobody knows. */
export const withClusterOptions = (command: Command): Command =>
  withClusterChoice(command).option('--yes', 'use that cluster although it is no known development cluster');

export const clusterChoice = ({ context, registry, yes }: ClusterOptions): { cluster: ClusterChoice } => ({
  cluster: { context, registry, yes },
});
