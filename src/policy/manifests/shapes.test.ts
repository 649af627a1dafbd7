import * as client from '@kubernetes/client-node';
import { expect, it } from 'vitest';
import { type Field, type Shape, shapeOf } from './shapes.ts';

function at(kind: string, path: string): Shape {
  return path
    .split('.')
    .filter(Boolean)
    .reduce((shape, step) => shape.fields[step] as Field as Shape, shapeOf(kind));
}

/** Which fields Kubernetes' own client knows at each level: none of ours may be missing there, nor the other way round. */
it.each([
  ['Deployment', '', client.V1Deployment],
  ['Deployment', 'metadata', client.V1ObjectMeta],
  ['Deployment', 'spec', client.V1DeploymentSpec],
  ['Deployment', 'spec.selector', client.V1LabelSelector],
  ['Deployment', 'spec.strategy', client.V1DeploymentStrategy],
  ['Deployment', 'spec.template', client.V1PodTemplateSpec],
  ['Deployment', 'spec.template.spec', client.V1PodSpec],
  ['Deployment', 'spec.template.spec.securityContext', client.V1PodSecurityContext],
  ['Deployment', 'spec.template.spec.volumes', client.V1Volume],
  ['Deployment', 'spec.template.spec.containers', client.V1Container],
  ['Deployment', 'spec.template.spec.containers.ports', client.V1ContainerPort],
  ['Deployment', 'spec.template.spec.containers.env', client.V1EnvVar],
  ['Deployment', 'spec.template.spec.containers.resources', client.V1ResourceRequirements],
  ['Deployment', 'spec.template.spec.containers.volumeMounts', client.V1VolumeMount],
  ['Deployment', 'spec.template.spec.containers.livenessProbe', client.V1Probe],
  ['Deployment', 'spec.template.spec.containers.livenessProbe.httpGet', client.V1HTTPGetAction],
  ['Deployment', 'spec.template.spec.containers.livenessProbe.exec', client.V1ExecAction],
  ['Deployment', 'spec.template.spec.containers.securityContext', client.V1SecurityContext],
  ['Pod', 'spec', client.V1PodSpec],
  ['ReplicaSet', 'spec', client.V1ReplicaSetSpec],
  ['StatefulSet', 'spec', client.V1StatefulSetSpec],
  ['DaemonSet', 'spec', client.V1DaemonSetSpec],
  ['Job', 'spec', client.V1JobSpec],
  ['CronJob', 'spec', client.V1CronJobSpec],
  ['CronJob', 'spec.jobTemplate', client.V1JobTemplateSpec],
  ['Service', 'spec', client.V1ServiceSpec],
  ['Service', 'spec.ports', client.V1ServicePort],
])('%s %s', (kind, path, model) => {
  const known = model.getAttributeTypeMap().map(({ baseName }) => baseName);
  expect(Object.keys(at(kind, path).fields).sort()).toEqual(known.sort());
});

it.each([
  ['ConfigMap', client.V1ConfigMap],
  ['Secret', client.V1Secret],
  ['ServiceAccount', client.V1ServiceAccount],
  ['Role', client.V1Role],
  ['RoleBinding', client.V1RoleBinding],
])('%s has every field of its own', (kind, model) => {
  const known = model.getAttributeTypeMap().map(({ baseName }) => baseName);
  expect(Object.keys(shapeOf(kind).fields)).toEqual(expect.arrayContaining(known));
});
