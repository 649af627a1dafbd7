import { AppsV1Api, CoreV1Api, type KubeConfig, VersionApi } from '@kubernetes/client-node';
import { LABEL } from '../../shared/engine/labels.ts';

/** A namespace of ours that is still there. */
export interface Leftover {
  readonly name: string;
  readonly run: string;
  readonly exercise: string;
}

export interface Istio {
  readonly version: string;
  /** Its control plane runs. */
  readonly ready: boolean;
}

const ANSWER_MS = 10_000;

/** The few questions about a cluster as a whole. All throw where it does not answer in time. */
export const api = {
  async version(kubeconfig: KubeConfig): Promise<string> {
    const { gitVersion } = await inTime(kubeconfig.makeApiClient(VersionApi).getCode());
    return gitVersion;
  },

  async nodes(kubeconfig: KubeConfig): Promise<{ ready: number; total: number }> {
    const { items } = await inTime(kubeconfig.makeApiClient(CoreV1Api).listNode());
    const ready = items.filter(({ status }) =>
      status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
    );
    return { ready: ready.length, total: items.length };
  },

  /** Can names of Services be resolved in it? */
  async dnsReady(kubeconfig: KubeConfig): Promise<boolean> {
    const status = await deployment(kubeconfig, 'kube-system', 'coredns');
    return (status?.status?.availableReplicas ?? 0) > 0;
  },

  /** The Istio that is installed; null where there is none. */
  async istio(kubeconfig: KubeConfig): Promise<Istio | null> {
    const istiod = await deployment(kubeconfig, 'istio-system', 'istiod');
    if (istiod === null) return null;
    const image = istiod.spec?.template.spec?.containers.find(({ name }) => name === 'discovery')?.image;
    return {
      version: /:([^/:@]+)(@|$)/.exec(image ?? '')?.[1] ?? 'unknown',
      ready: (istiod.status?.availableReplicas ?? 0) > 0,
    };
  },

  async leftovers(kubeconfig: KubeConfig): Promise<Leftover[]> {
    const { items } = await inTime(
      kubeconfig.makeApiClient(CoreV1Api).listNamespace({ labelSelector: LABEL.run }),
    );
    return items.map(({ metadata }) => ({
      name: metadata?.name ?? '',
      run: metadata?.labels?.[LABEL.run] ?? '',
      exercise: metadata?.labels?.[LABEL.exercise] ?? '',
    }));
  },
};

async function deployment(kubeconfig: KubeConfig, namespace: string, name: string) {
  const { items } = await inTime(
    kubeconfig
      .makeApiClient(AppsV1Api)
      .listNamespacedDeployment({ namespace, fieldSelector: `metadata.name=${name}` }),
  );
  return items[0] ?? null;
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`no answer within ${ANSWER_MS / 1000} seconds`)));
  });
  return Promise.race([answer, late]);
}
