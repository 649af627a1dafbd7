import { describe, expect, it } from 'vitest';
import { recorded } from '../cluster/machine.fixture.ts';
import { fullName } from './names.ts';
import { missingFrom, prunable, readImageList, readImages, readTargets, readUsed } from './nodes.ts';

const PYTHON = 'sha256:0e1f4e55277bb3cc4da356896678ba22ed101f12ec63901702a2ba055cd7b835';
const there = readImages(recorded('crictl-images.json'));
const targets = readTargets(recorded('ctr-images.txt'));
const local = (name: string, ...ids: string[]) => ({
  name,
  ids: new Set(ids),
  platform: { os: 'linux', architecture: 'amd64' },
});

describe('the full name of an image', () => {
  it.each([
    ['user-service', 'docker.io/library/user-service:latest'],
    ['python:3.13-slim', 'docker.io/library/python:3.13-slim'],
    ['microlab/users:a', 'docker.io/microlab/users:a'],
    ['localhost:5000/users', 'localhost:5000/users:latest'],
    ['localhost/users:1', 'localhost/users:1'],
    ['registry.example.org/team/users:1', 'registry.example.org/team/users:1'],
    ['istio/pilot@sha256:00', 'docker.io/istio/pilot@sha256:00'],
  ])('%s is %s', (short, full) => expect(fullName(short)).toBe(full));
});

describe('what a node has', () => {
  it('by the id of its configuration', () => {
    expect(missingFrom([local('microlab/try:a', PYTHON)], there)).toEqual([]);
  });

  it('by the digest of its manifest, as Docker’s containerd image store names it', () => {
    const digest = targets.get('docker.io/microlab/try:a') ?? '';
    expect(digest).toMatch(/^sha256:/);
    expect(missingFrom([local('microlab/try:a', 'sha256:index', digest)], there, targets)).toEqual([]);
  });

  it.each([
    ['another content under the name', local('microlab/try:a', 'sha256:new')],
    ['the content under another name only', local('microlab/try:b', PYTHON)],
  ])('not: %s', (_, image) => expect(missingFrom([image], there, targets)).toEqual([image]));

  it('as minikube lists it, without the name of the algorithm', () => {
    const list = readImageList(['* a notice', recorded('minikube-images.json').trim()]);
    expect(missingFrom([local('microlab/users:a', PYTHON)], list)).toEqual([]);
    expect(readImageList([])).toEqual([]);
  });
});

describe('what may be removed', () => {
  it('is what carries our names alone, is not to be kept, and has no container', () => {
    expect(prunable(there).map(({ id }) => id)).toEqual([PYTHON]);
    expect(prunable(there, { keep: ['microlab/try:a'] })).toEqual([]);
    expect(prunable(there, { only: ['microlab/try:a'] }).map(({ id }) => id)).toEqual([PYTHON]);
    expect(prunable(there, { only: ['microlab/try:b'] })).toEqual([]);
    const used = readUsed(JSON.stringify({ containers: [{ imageRef: PYTHON }] }));
    expect(prunable(there, {}, used)).toEqual([]);
    const shared = { id: PYTHON, names: ['docker.io/microlab/try:a', 'docker.io/library/python:3.13-slim'] };
    expect(prunable([shared, { id: 'sha256:nameless', names: [] }])).toEqual([]);
  });
});
