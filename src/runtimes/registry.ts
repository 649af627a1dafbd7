import { MissingError, UserError } from '../errors.ts';
import type { ClusterChoice, Needs, Runtime, RuntimeName } from './runtime.ts';

/** Each runtime is loaded only when it is asked for: the engines' clients are large. In the order in which they are preferred. */
const loaders = {
  docker: async () => (await import('./docker/index.ts')).docker,
  kubernetes: async choice => (await import('./kubernetes/index.ts')).kubernetes(choice),
  local: async () => (await import('./local/index.ts')).local,
} satisfies Record<RuntimeName, (choice?: ClusterChoice) => Promise<Runtime>>;

export type AvailableName = keyof typeof loaders;
export const availableNames = Object.keys(loaders) as AvailableName[];

const isAvailable = (name: string): name is AvailableName => name in loaders;

export function loadRuntime(name: AvailableName, choice?: ClusterChoice): Promise<Runtime> {
  return (loaders[name] as (choice?: ClusterChoice) => Promise<Runtime>)(choice);
}

/**
 * The runtime that was asked for, or the best that works here.
 * Throws UserError for a name that is not known, MissingError with the way to get it where nothing can run the exercise.
 */
export async function chooseRuntime(
  name: string | undefined,
  needs: Needs & { runtimes?: readonly RuntimeName[]; cluster?: ClusterChoice },
): Promise<Runtime> {
  const fit = availableNames.filter(one => needs.runtimes?.includes(one) ?? true);
  if (name !== undefined) {
    if (!isAvailable(name))
      throw new UserError(`There is no runtime "${name}".`, {
        details: [`There are: ${availableNames.join(', ')}`],
      });
    if (!fit.includes(name))
      throw new UserError(`This exercise does not run on ${name}.`, {
        details: [`It runs on: ${fit.join(', ')}`],
        fix: `Leave out --runtime, or give one of these.`,
      });
    const runtime = await loadRuntime(name, needs.cluster);
    const missing = await runtime.missing(needs);
    if (missing) throw missing;
    return runtime;
  }
  const problems: string[] = [];
  for (const candidate of fit) {
    const runtime = await loadRuntime(candidate, needs.cluster);
    const missing = await runtime.missing(needs);
    if (!missing) return runtime;
    problems.push(`${candidate}: ${missing.message} ${missing.fix ?? ''}`.trim());
  }
  throw new MissingError('Nothing here can run this exercise.', {
    details: problems,
    fix: 'Get one of them as said above; «microlab doctor» tells more.',
  });
}

/**
 * Removes what killed runs left behind, in every engine that answers, and says what it was.
 * @param images those of ours that nothing uses go as well, though a later run may ask for them again
 */
export async function sweepRuntimes(
  isAlive: (id: string) => Promise<boolean>,
  images: boolean,
): Promise<string[]> {
  const swept = await Promise.all(
    availableNames.map(async name => {
      const runtime = await loadRuntime(name);
      if (await runtime.missing({ kafka: false })) return [];
      const left = await runtime.sweep(isAlive);
      return images ? [...left, ...((await runtime.prune?.()) ?? [])] : left;
    }),
  );
  return swept.flat();
}
