import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { UserError } from '../../errors.ts';
import type { Level } from '../compose/project.ts';
import { readManifests } from './index.ts';

/** The workspace of one test. */
export let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'microlab-manifests-'));
});
afterEach(() => rmSync(root, { recursive: true }));

export function file(name: string, text: string): void {
  mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
  writeFileSync(path.join(root, name), text);
}

export async function read(text: string, level: Level = 'own') {
  file('k8s/a.yaml', text);
  return readManifests(root, level, { services: ['web', 'i', 'e'] });
}

export async function problems(text: string, level: Level = 'own'): Promise<string[]> {
  const thrown = await read(text, level).then(
    () => null,
    (error: UserError) => error,
  );
  return [...(thrown?.details ?? [])];
}

export const indented = (lines: string, by: number) => lines.replace(/^/gm, ' '.repeat(by));

/** A Deployment whose pod spec has these lines beside its container. */
export const deployment = (
  podLines = '',
  containerLines = '',
  metadata = '{labels: {app: web}}',
) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata: ${metadata}
    spec:
      containers:
        - name: web
          image: web:1.0
${indented(containerLines, 10)}
${indented(podLines, 6)}
`;

export const object = (apiVersion: string, kind: string, more = '') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: web}\n${more}\n`;
