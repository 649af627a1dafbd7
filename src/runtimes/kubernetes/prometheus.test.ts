import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { prometheusObjects } from './prometheus.ts';

const objects = (rules: string | null) =>
  prometheusObjects({
    namespace: 'run-a',
    labels: { 'dev.microlab.run': 'a' },
    annotations: { 'dev.microlab.alive': 'x' },
    rules,
  });
const one = (kind: string, rules: string | null = null) => {
  const found = objects(rules).find(object => object.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
};
const configuration = (rules: string | null) => {
  const { data } = one('ConfigMap', rules) as unknown as { data: Record<string, string> };
  return { files: data, settings: parse(data['prometheus.yml'] ?? '') };
};

describe("the exercise's own Prometheus", () => {
  it('alone may leave the namespace: a pod that takes its name for a label may not', () => {
    const policy = one('NetworkPolicy') as unknown as { spec: { podSelector: object } };
    expect(policy.spec.podSelector).toEqual({
      matchLabels: { 'dev.microlab.run': 'a', app: 'microlab-prometheus' },
    });
  });

  it('lies in the namespace of the run with all that it needs, and with its labels', () => {
    for (const { metadata } of objects('groups: []'))
      expect(metadata).toMatchObject({
        name: 'microlab-prometheus',
        namespace: 'run-a',
        labels: { 'dev.microlab.run': 'a' },
        annotations: { 'dev.microlab.alive': 'x' },
      });
    expect(objects(null).map(({ kind }) => kind)).toEqual([
      'ServiceAccount',
      'Role',
      'RoleBinding',
      'ConfigMap',
      'NetworkPolicy',
      'Pod',
    ]);
  });

  it('may only read, and only what it looks for', () => {
    const { rules } = one('Role') as unknown as { rules: { resources: string[]; verbs: string[] }[] };
    expect(rules.flatMap(({ resources }) => resources).sort()).toEqual([
      'endpoints',
      'endpointslices',
      'pods',
      'services',
    ]);
    expect([...new Set(rules.flatMap(({ verbs }) => verbs))]).toEqual(['get', 'list', 'watch']);
  });

  it('reads annotations of Services and of pods in one job, so that a pod found twice is asked once', () => {
    const { settings } = configuration(null);
    expect(settings.scrape_configs).toHaveLength(1);
    const [job] = settings.scrape_configs;
    expect(job.kubernetes_sd_configs).toEqual([
      { role: 'endpointslice', namespaces: { own_namespace: true } },
      { role: 'pod', namespaces: { own_namespace: true } },
    ]);
    expect(settings.global).toMatchObject({ scrape_interval: '1s', evaluation_interval: '1s' });
  });

  it('loads the rules of the learner where there are any', () => {
    const rules = 'groups: []\n';
    expect(configuration(rules).files['rules.yaml']).toBe(rules);
    expect(configuration(rules).settings.rule_files).toEqual(['/etc/prometheus/rules.yaml']);
    expect(configuration(null).settings.rule_files).toBeUndefined();
    expect(Object.keys(configuration(null).files)).toEqual(['prometheus.yml']);
  });
});
