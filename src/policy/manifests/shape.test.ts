import { describe, expect, it } from 'vitest';
import { deployment, indented, object, problems } from './testing.ts';

describe('indentation', () => {
  it('text where lines are expected', async () => {
    expect(await problems(object('apps/v1', 'Deployment', 'spec: {template: web}'))).toEqual([
      'k8s/a.yaml:4:18: `template` is `web`: expected lines of `key: value` below it, indented two spaces deeper.',
    ]);
  });

  it('one mistake is told once, two tabs twice', async () => {
    expect(await broken('          image: web:1.0', '      image: web:1.0')).toEqual([
      'k8s/a.yaml:15:1: This is not valid YAML: this line is indented deeper than the line above it, which has a value already. Let both begin at the same column.',
    ]);
    expect(await problems('spec:\n\ta: 1\n\tb: 2\n')).toHaveLength(2);
  });

  const broken = (from: string, to: string) =>
    problems(deployment('', 'ports:\n  - containerPort: 80').replace(from, to));

  it.each<[string, string, string]>([
    [
      '  replicas: 2',
      '\treplicas: 2',
      '6:1: This is not valid YAML: this line is indented with a tab; YAML allows spaces only. Put spaces in its place, two for each level.',
    ],
    [
      '          image: web:1.0\n          ports:\n            - containerPort: 80',
      '      image: web:1.0',
      '14:7: `image` is no field of the spec of a pod. It belongs to a container, below `containers`: is it indented one level too far to the left?',
    ],
    [
      '          image: web:1.0',
      '         image: web:1.0',
      '14:1: This is not valid YAML: this line stands in a list, but it neither begins with `- ` nor at the column of the key above it.',
    ],
    [
      '  replicas: 2',
      ' replicas: 2',
      '7:1: This is not valid YAML: this line is indented deeper than the line above it, which has a value already.',
    ],
    [
      '  selector:',
      ' selector:',
      '7:1: This is not valid YAML: this line begins at another column than the keys it belongs to.',
    ],
    [
      '          image: web:1.0',
      '            image: web:1.0',
      '14:1: This is not valid YAML: this line is indented deeper than the line above it, which has a value already.',
    ],
    [
      'image: web',
      'image:web',
      '14:11: This is not valid YAML: a space is missing after `image:`. Write `image: web:1.0`.',
    ],
    ['replicas: 2', 'replicas 2', '6:3: This is not valid YAML: `replicas 2` has no colon after it'],
    ['image: web:1.0', 'image: "web:1.0', 'a quote is missing'],
    ['image: web:1.0', 'image: web:1.0\n          command: [a, b', 'a `]` is missing'],
    ['image: web:1.0', 'image: web:1.0\n          env: {a: b', 'a `}` is missing'],
    [
      'image: web:1.0',
      'image: @web',
      '14:18: This is not valid YAML: a text that begins with `@` must stand in quotes.',
    ],
    ['image: web:1.0', 'image: {{ .Values.image }}', 'A key must be plain text.'],
    ['image: web:1.0', 'image: a: b', 'two colons on one line'],
    ['containers:\n        - name', 'containers: - name', 'a list begins below its key'],
    [
      '          ports:',
      '      ports:',
      '15:7: `ports` is no field of the spec of a pod. It belongs to a container, below `containers`',
    ],
    [
      'spec:\n  replicas',
      'replicas: 2\nspec:\n  x',
      '5:1: `replicas` is no field of a Deployment. It belongs to the spec of a Deployment, below `spec`: is it indented one level too far to the left?',
    ],
    [
      '    metadata: {labels',
      '    replicas: 2\n    metadata: {labels',
      '10:5: `replicas` is no field of the `template` of a pod. It belongs to the spec of a Deployment: is it indented one level too far to the right?',
    ],
    [
      '    spec:\n      containers',
      '    spec:\n    containers',
      '`containers` is no field of the `template` of a pod. It belongs to the spec of a pod, below `spec`: is it indented one level too far to the left?',
    ],
    [
      'image: web:1.0',
      'image: web:1.0\n          volumes: []',
      '15:11: `volumes` is no field of a container. It belongs to the spec of a pod: is it indented one level too far to the right?',
    ],
    [
      'image: web:1.0',
      'image: web:1.0\n          containerPort: 80',
      '15:11: `containerPort` is no field of a container. It belongs to a port of a container, below `ports`',
    ],
    [
      '  replicas: 2',
      '  containers: []',
      'It belongs to the spec of a pod, below `template.spec`: is it indented 2 levels too far to the left?',
    ],
    [
      'name: web\n',
      'name: web\n  replicas: 2\n',
      '`replicas` is no field of `metadata`. It belongs to the spec of a Deployment: move it below `spec`.',
    ],
    [
      'containerPort',
      'containerport',
      '`containerport` is no field of a port of a container. Did you mean "containerPort"?',
    ],
    [
      '  replicas: 2',
      '  replica: 2',
      '6:3: `replica` is no field of the spec of a Deployment. Did you mean "replicas"?',
    ],
    ['image: web', 'imgae: web', 'Did you mean "image"?'],
    ['  replicas: 2', '  constructor: 2', '`constructor` is no field of the spec of a Deployment.'],
    [
      '    matchLabels: {app: web}',
      '    app: web',
      '8:5: `app` is no field of the `selector`. If it is a label, it belongs below `matchLabels:`.',
    ],
    [
      '  - containerPort: 80',
      '  containerPort: 80',
      '`ports` must be a list: begin each of its items with `- `.',
    ],
    ['  - containerPort: 80', '  - 80', 'An item of `ports` must be a mapping: expected `- key: value`'],
    [
      '{labels: {app: web}}',
      '{labels: {version: 1}}',
      '`version` in `labels` is `1`, which YAML takes for a number. Kubernetes expects text: write `"1"`.',
    ],
    [
      'ports:',
      'env: [{name: PORT, value: 5000}]\n          ports:',
      '`value` of a variable in `env` is `5000`, which YAML takes for a number.',
    ],
    [
      'ports:',
      'env: [{name: DEBUG, value: yes}]\n          ports:',
      '`yes`, which YAML takes for true or false.',
    ],
    [
      'ports:',
      'args: [--port, 80]\n          ports:',
      'An item of `args` is `80`, which YAML takes for a number.',
    ],
    [
      'ports:',
      'readinessProbe: {path: /health, port: 80}\n          ports:',
      '`path` is no field of a probe. It belongs to `httpGet`, below `httpGet`',
    ],
  ])('%j -> %j', async (from, to, words) => {
    const found = await broken(from, to);
    expect(found.join('\n')).toContain(words);
    expect(found.every(line => /^k8s\/a\.yaml:\d+:\d+: /.test(line))).toBe(true);
  });

  it('of a Service', async () => {
    const service = (lines: string) => problems(object('v1', 'Service', `spec:\n${indented(lines, 2)}`));
    expect(await service('ports:\n- port: 80\ntargetPort: 5000')).toEqual([
      'k8s/a.yaml:7:3: `targetPort` is no field of the spec of a Service. It belongs to a port of a Service, below `ports`: is it indented one level too far to the left?',
    ]);
    expect(await service('ports: [{port: 80, selector: {app: x}}]')).toEqual([
      expect.stringContaining(
        'It belongs to the spec of a Service: is it indented one level too far to the right?',
      ),
    ]);
    expect(await service('selector: {matchLabels: {app: web}}')).toEqual([
      expect.stringContaining('`matchLabels` in `selector` must be one text.'),
    ]);
    expect(await service('ports: [{port: 80, target_port: 5000}]')).toEqual([
      expect.stringContaining('Did you mean "targetPort"?'),
    ]);
  });

  it('a key that stands twice', async () => {
    expect(await problems(object('v1', 'Service', 'kind: Service'))).toEqual([
      expect.stringContaining('The key `kind` stands here a second time.'),
    ]);
  });
});
