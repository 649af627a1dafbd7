import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Project } from '../compose/project.ts';
import { folderAt } from '../shared/folder.ts';
import { type CheckedDockerfile, checkDockerfile, type DockerfileOptions } from './check.ts';

interface Prepared {
  problems: string[];
  notes: string[];
  /** The images that the builds start from: to be there before the network is closed. */
  bases: string[];
}

/** Each is fetched by the machine that grades, and kept there. */
const MAX_BASES = 8;

/**
 * Holds every Dockerfile of a stranger's project to the strict rules, and writes each anew where it lies. `root` is a clean
 * copy of the submission, never the submission itself. With problems nothing is written, and nothing may be built.
 */
export function prepareBuilds(
  project: Pick<Project, 'services'>,
  root: string,
  options: Omit<DockerfileOptions, 'args'>,
): Prepared {
  const folder = folderAt(root);
  const checked = new Map<string, CheckedDockerfile>();
  const problems: string[] = [];
  for (const [service, { build }] of Object.entries(project.services)) {
    if (!build) continue;
    const absolute = path.join(build.context, build.dockerfile);
    const name = path.relative(folder.root, absolute).split(path.sep).join('/');
    const found = folder.find(absolute);
    if (found.kind !== 'file') {
      problems.push(`${name}: is no file of the submission.`);
      continue;
    }
    const one = checkDockerfile(name, folder.read(found), { ...options, args: build.args });
    const other = checked.get(found.path);
    if (other && other.problems.length === 0 && one.problems.length === 0 && other.text !== one.text)
      problems.push(
        `${name}:1:1: \`${service}\` and another service build this file with different arguments for its FROM. Give each a Dockerfile of its own.`,
      );
    problems.push(...one.problems);
    checked.set(found.path, one);
  }
  const all = [...checked];
  const bases = [...new Set(all.flatMap(([, one]) => one.bases))].sort();
  if (bases.length > MAX_BASES)
    problems.push(
      `The Dockerfiles take from ${bases.length} images (${bases.slice(0, 3).join(', ')} …): at most ${MAX_BASES} are fetched.`,
    );
  if (problems.length === 0) for (const [file, { text }] of all) writeFileSync(file, text);
  return {
    problems: [...new Set(problems)],
    notes: [...new Set(all.flatMap(([, { notes }]) => notes))],
    bases,
  };
}
