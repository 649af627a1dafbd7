import { describe, expect, it } from 'vitest';
import { readManifests } from './index.ts';
import { deployment, file, object, problems, read, root } from './testing.ts';

/** The replicas of the Deployment that the other tests use. */
const replicas = (number: string) => deployment().replace('replicas: 2', `replicas: ${number}`);
const image = (name: string) => deployment().replace('image: web:1.0', `image: ${name}`);

describe('a stranger’s manifests may not', () => {
  it.each([
    ['many pods', replicas('11'), '`replicas` must be a number up to 10'],
    ['many pods as text', replicas('"1000"'), '`replicas` must be a number up to 10'],
    ['pods below zero', replicas('-1'), '`replicas` must be a number up to 10'],
    [
      'an autoscaler without an end',
      object('autoscaling/v2', 'HorizontalPodAutoscaler', 'spec: {maxReplicas: 500}'),
      '`maxReplicas` must be a number up to 10',
    ],
    [
      'many jobs',
      object('batch/v1', 'Job', 'spec: {parallelism: 100}'),
      '`parallelism` must be a number up to 10',
    ],
    [
      'many jobs by the clock',
      object('batch/v1', 'CronJob', 'spec: {jobTemplate: {spec: {completions: 1000}}}'),
      '`completions` must be a number up to 10',
    ],
    [
      'a pod that ends in a day',
      deployment('terminationGracePeriodSeconds: 86400'),
      '`terminationGracePeriodSeconds` must be a number up to 60',
    ],
    [
      'a probe that ends in a day',
      deployment('', 'livenessProbe: {tcpSocket: {port: 1}, terminationGracePeriodSeconds: 86400}'),
      '`terminationGracePeriodSeconds` must be a number up to 60',
    ],
    [
      'a foreign image',
      image('evil.example/web2:1'),
      'The image `evil.example/web2:1` is not among the images',
    ],
    [
      'a foreign image to begin with',
      deployment('initContainers: [{name: a, image: evil/x}]'),
      'The image `evil/x` is not among the images',
    ],
    [
      'a volume of somebody else',
      object('v1', 'PersistentVolumeClaim', 'spec: {volumeName: theirs}'),
      '`volumeName` is refused',
    ],
    [
      'the data of somebody else',
      object(
        'v1',
        'PersistentVolumeClaim',
        'spec: {dataSource: {kind: PersistentVolumeClaim, name: theirs}}',
      ),
      '`dataSource` is refused',
    ],
    [
      'a volume of somebody else, in passing',
      deployment('volumes: [{name: v, ephemeral: {volumeClaimTemplate: {spec: {volumeName: theirs}}}}]'),
      '`volumeName` is refused',
    ],
    ['names of its own', deployment('dnsConfig: {nameservers: [10.0.0.1]}'), '`dnsConfig` is refused'],
    ['names of the node', deployment('dnsPolicy: Default'), '`dnsPolicy: Default` is refused'],
    [
      'the lab’s name',
      object('v1', 'Service').replace('name: web', 'name: microlab-lab'),
      '`microlab-lab` is refused',
    ],
    [
      'many containers',
      deployment(`initContainers: [${Array.from({ length: 11 }, (_, n) => `{name: i${n}, image: web}`)}]`),
      '`initContainers` has more than 10 items',
    ],
  ])('have %s', async (_what, text, words) => {
    const found = await problems(text, 'strict');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^k8s\/a\.yaml:\d+:\d+: /);
    expect(found[0]).toContain(words);
    expect(await problems(text)).toEqual([]);
  });

  it('have too many objects', async () => {
    const many = Array.from({ length: 51 }, (_, n) => object('v1', 'ConfigMap').replace('web', `c${n}`)).join(
      '---\n',
    );
    expect(await problems(many, 'strict')).toEqual([
      expect.stringContaining('There are 51 objects: at most 50'),
    ]);
    expect(await problems(many)).toEqual([]);
  });
});

describe('a stranger’s manifests may', () => {
  it.each(['web:1.0', 'ghcr.io/example/web:2', 'redis:8', `python@sha256:${'a'.repeat(64)}`, 'auto'])(
    'name the image %s',
    async name => {
      expect((await read(image(name), 'strict')).manifests).toHaveLength(1);
    },
  );

  it('name an image that the exam allows', async () => {
    file('k8s/a.yaml', image('school.example/base:1'));
    const { manifests } = await readManifests(root, 'strict', { images: ['school.example/base'] });
    expect(manifests).toHaveLength(1);
    await expect(readManifests(root, 'strict', { services: ['web'] })).rejects.toMatchObject({
      details: [expect.stringContaining('What is built from the submission is named `web`.')],
    });
  });

  it('have ten replicas that take a minute to end', async () => {
    const text = deployment('terminationGracePeriodSeconds: 60\ndnsPolicy: ClusterFirst');
    expect(await problems(text.replace('replicas: 2', 'replicas: 10'), 'strict')).toEqual([]);
  });
});
