import type { Layout } from '../../../report/lines.ts';
import type { ClusterStatus } from '../../../runtimes/kubernetes/cluster/status.ts';
import { columns, type Entry } from '../../columns.ts';
import type { Context } from '../../context.ts';

interface Options {
  context?: string;
  format: 'text' | 'json';
}

/** Exit code 3 where there is no cluster that could be used. */
export async function handler({ terminal, lab }: Context, { context, format }: Options): Promise<void> {
  const status = await lab.clusterStatus({ context });
  if (format === 'json') return terminal.raw(`${JSON.stringify(status, null, 2)}\n`);
  terminal.out(statusLines(status, terminal.outLayout));
}

const PROVIDERS: Readonly<Record<ClusterStatus['provider'], string>> = {
  kind: 'kind',
  k3d: 'k3d',
  minikube: 'minikube',
  'docker-desktop': 'Docker Desktop',
  unknown: 'a cluster that microlab does not know',
};

function statusLines(status: ClusterStatus, layout: Layout): string[] {
  const { nodes, istio, namespaces, own } = status;
  const fact = (name: string, text: string): Entry => ({ sign: '', tone: 'dim', name, text });
  const facts = [
    fact('context', `${status.context}${own ? ' (microlab’s own)' : ''}`),
    fact('made with', PROVIDERS[status.provider]),
    fact('Kubernetes', status.kubernetes),
    fact('nodes', `${nodes.ready} of ${nodes.total} ready`),
    fact('Istio', istio === null ? 'not installed' : `${istio.version}${istio.ready ? '' : ', not ready'}`),
    fact('runs', namespaces.length === 0 ? 'none' : namespaces.map(described).join('\n')),
  ];
  return columns(facts, layout, '').map(line => line.trimStart());
}

const described = ({ name, exercise }: ClusterStatus['namespaces'][number]) =>
  exercise === '' ? name : `${name} (${exercise})`;
