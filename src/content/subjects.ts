import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { didYouMean } from '../platform/nearest.ts';
import { readYaml, schemaProblems } from './document.ts';
import type { Exercise } from './exercise.ts';
import type { Problem } from './problems.ts';
import { MutantSchema } from './schema.ts';

export type Mutant = z.infer<typeof MutantSchema> & { name: string; dir: string };

/** A piece of work that an exercise brings along, to test its own checks with. */
export type Subject =
  | { kind: 'starter' | 'solution'; name: string; dir: string }
  | { kind: 'alternative'; name: string; dir: string }
  | { kind: 'mutant'; name: string; dir: string; mutant: Mutant };

/** Everything that the checks of an exercise are tested with, and what is wrong with how it is described. */
export function subjectsOf(exercise: Exercise): { subjects: Subject[]; problems: Problem[] } {
  const { dir, template } = exercise;
  const mutants = folders(join(dir, 'mutants')).map(name =>
    readMutant(join(dir, 'mutants', name), name, exercise),
  );
  const subjects: Subject[] = [
    { kind: 'starter', name: 'template', dir: template },
    { kind: 'solution', name: 'solution', dir: join(dir, 'solution') },
    ...folders(join(dir, 'alternatives')).map(name => ({
      kind: 'alternative' as const,
      name,
      dir: join(dir, 'alternatives', name),
    })),
    ...mutants.flatMap(({ mutant }) =>
      mutant ? [{ kind: 'mutant' as const, name: mutant.name, dir: mutant.dir, mutant }] : [],
    ),
  ];
  return { subjects, problems: mutants.flatMap(({ problems }) => problems) };
}

/** The folder of a mutant as a whole workspace: the solution, with the mutant's files laid over it. */
export async function layOver(exercise: Exercise, mutant: Mutant, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await cp(join(exercise.dir, 'solution'), target, { recursive: true });
  await cp(mutant.dir, target, {
    recursive: true,
    filter: source => source !== join(mutant.dir, 'mutant.yaml'),
  });
  await Promise.all(mutant.removes.map(file => rm(join(target, file))));
}

function readMutant(
  dir: string,
  name: string,
  { checks, dir: exerciseDir }: Exercise,
): { mutant: Mutant | null; problems: Problem[] } {
  const { yaml, problems } = readYaml(join(dir, 'mutant.yaml'));
  if (!yaml) return { mutant: null, problems };
  const result = MutantSchema.safeParse(yaml.value);
  if (!result.success)
    return { mutant: null, problems: schemaProblems(yaml, result.error, Object.keys(MutantSchema.shape)) };
  const mutant = { ...result.data, name, dir };
  const ids = checks.map(({ id }) => id);
  const unknown = (id: string) => `no check is called "${id}".${didYouMean(id, ids)}`;
  const found = [
    ...(ids.includes(mutant.caughtBy) ? [] : [yaml.problem(['caughtBy'], unknown(mutant.caughtBy))]),
    ...mutant.follows.flatMap((id, at) =>
      ids.includes(id) ? [] : [yaml.problem(['follows', at], unknown(id))],
    ),
    ...mutant.removes.flatMap((file, at) =>
      existsSync(join(exerciseDir, 'solution', file))
        ? []
        : [yaml.problem(['removes', at], `the solution has no file ${file}`)],
    ),
  ];
  return { mutant: found.length === 0 ? mutant : null, problems: found };
}

function folders(parent: string): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
