import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Cluster } from './cluster.ts';
import { findCluster } from './find.ts';
import { imagesIn, installIstio } from './istio.ts';
import { machine, recordedRun } from './machine.fixture.ts';

const MANIFEST = `
            image: "{{ .ProxyImage }}"
        image: istio/proxyv2:1.31.0
        image: "docker.io/istio/pilot:1.31.0"
`;
const quiet = { output: () => {} };

it('finds the control plane’s image and the sidecar’s', () => {
  expect(imagesIn(MANIFEST)).toEqual(['docker.io/istio/pilot:1.31.0', 'docker.io/istio/proxyv2:1.31.0']);
  expect(imagesIn('image: busybox:1.28')).toEqual([]);
});

it('installs with our settings into the cluster that was named, and into no other', async () => {
  let settings = '';
  const { run, commands } = recordedRun(command => {
    const file = /--filename (\S+)/.exec(command)?.[1] ?? '';
    settings = readFileSync(file, 'utf8');
    return { code: 0, lines: MANIFEST.split('\n') };
  });
  const cluster = (await findCluster({ context: 'docker-desktop' }, machine())) as Cluster;
  await installIstio(cluster, quiet, machine({ run }));
  expect(commands).toHaveLength(2);
  expect(commands[1]).toMatch(
    /^istioctl install --skip-confirmation --filename \S+ --context docker-desktop$/,
  );
  const { spec } = parse(settings);
  expect(spec.profile).toBe('minimal');
  expect(spec.meshConfig.defaultConfig.proxyStatsMatcher.inclusionRegexps).toHaveLength(3);

  const own = { ...cluster, own: true };
  await installIstio(own, quiet, machine({ run, ownFile: '/cache/kube/config' }));
  expect(commands[3]).toContain('--kubeconfig /cache/kube/config');
});

it('says how to get istioctl, and what it said', async () => {
  const cluster = (await findCluster({ context: 'docker-desktop' }, machine())) as Cluster;
  await expect(installIstio(cluster, quiet, machine())).rejects.toMatchObject({
    message: 'The program istioctl is missing.',
    exitCode: 3,
  });
  const { run } = recordedRun(() => ({ code: 1, lines: ['Error: too old'] }));
  await expect(installIstio(cluster, quiet, machine({ run }))).rejects.toMatchObject({
    details: ['Error: too old'],
  });
});
