import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { hasComposeFile, readProject } from '../../src/policy/compose/index.ts';
import { checkDockerfile } from '../../src/policy/dockerfile/index.ts';
import { readManifests } from '../../src/policy/manifests/index.ts';

// Right work passes: what comes with the product as right is never refused when a stranger hands it in.

const files = ['exercises', 'templates'].flatMap(root =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => /^templates|\/(solution|alternatives)\//.test(file)),
);
const folders = [...new Set(files.map(dirname))];

test('Dockerfiles', () => {
  const dockerfiles = files.filter(file => basename(file) === 'Dockerfile');
  expect(dockerfiles.length).toBeGreaterThan(20);
  const problems = dockerfiles.flatMap(
    file => checkDockerfile(file, readFileSync(file, 'utf8'), { cache: 'c' }).problems,
  );
  expect(problems).toEqual([]);
});

test('compose files', async () => {
  const projects = folders.filter(hasComposeFile);
  expect(projects.length).toBeGreaterThan(5);
  for (const folder of projects) {
    const { services } = await readProject(folder, [], 'strict', ['kafka']);
    expect(Object.keys(services).length).toBeGreaterThan(0);
  }
});

test('manifests', async () => {
  const workspaces = folders.filter(folder => basename(folder) === 'k8s').map(dirname);
  expect(workspaces.length).toBeGreaterThan(3);
  const services = ['user-service', 'order-service'];
  for (const folder of workspaces.filter(name => !name.startsWith('templates'))) {
    const { manifests } = await readManifests(folder, 'strict', { services });
    expect(manifests.length).toBeGreaterThan(0);
  }
});
