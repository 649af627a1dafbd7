import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dataOf, prometheusObjects, queryPath, seriesOf } from './prometheus.ts';

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

describe('an answer of its API', () => {
  const body = (data: unknown) => JSON.stringify({ status: 'success', data });

  it('is series with their labels and numbers', () => {
    const vector = {
      resultType: 'vector',
      result: [
        { metric: { pod: 'a' }, value: [1, '2.5'] },
        { metric: {}, value: [1, '+Inf'] },
      ],
    };
    expect(seriesOf(dataOf(body(vector)))).toEqual([
      { labels: { pod: 'a' }, value: 2.5 },
      { labels: {}, value: Number.POSITIVE_INFINITY },
    ]);
    expect(seriesOf({ resultType: 'scalar', result: [1, '7'] })).toEqual([{ labels: {}, value: 7 }]);
  });

  it('that is an error is thrown with its reason', () => {
    expect(() => dataOf('{"status":"error","error":"parse error"}')).toThrow('parse error');
    expect(() => seriesOf({ resultType: 'matrix', result: [] })).toThrow('matrix');
  });

  it('is asked for with the query encoded', () => {
    expect(queryPath('up{a="b"} == 1')).toBe('/api/v1/query?query=up%7Ba%3D%22b%22%7D%20%3D%3D%201');
  });
});
