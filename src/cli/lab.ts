import type { Exams } from '../content/exams/index.ts';
import type { Catalog } from '../content/index.ts';
import type { Questions } from '../content/questions/load.ts';
import type { GradingEngine } from '../grade/engines/engine.ts';
import type { PlaceOptions } from '../grade/places.ts';
import type { Keeper } from '../progress/index.ts';
import type { ClusterChoice, Needs } from '../runtimes/runtime.ts';

/**
 * What commands ask of the rest of the program. Each part is loaded when it is first asked for, so that `--help` and the
 * small commands stay quick; tests put their own in its place.
 */
export interface Lab {
  catalog(extra: readonly string[]): Promise<Catalog>;
  questions(extra: readonly string[]): Promise<Questions>;
  exams(extra: readonly string[]): Promise<Exams>;
  /** @param warn told once where progress cannot be kept or read */
  progress(warn: (text: string) => void): Promise<Keeper>;
  verify: typeof import('../verify/index.ts').verify;
  chooseRuntime: typeof import('../runtimes/registry.ts').chooseRuntime;
  /** What each runtime misses here, in the order in which they are preferred; null where it misses nothing. */
  survey(
    needs: Needs,
  ): Promise<{ name: string; missing: { message: string; fix: string | undefined } | null }[]>;
  sweep: typeof import('../runtimes/sweep.ts').sweepAll;
  bringUp: typeof import('../verify/up.ts').bringUp;
  takeDown: typeof import('../verify/up.ts').takeDown;
  checkContent: typeof import('../verify/content-check.ts').checkContent;
  gradeClass: typeof import('../grade/index.ts').gradeClass;
  regrade: typeof import('../grade/regrade.ts').regrade;
  /** Where submissions are graded: so many at a time, each in a place of its own. */
  gradingEngine(options: PlaceOptions & { jobs: number; signal: AbortSignal }): Promise<GradingEngine>;
  /** Is there a cluster that exercises can run on? */
  hasCluster(choice: ClusterChoice): Promise<boolean>;
  clusterUp: typeof import('../runtimes/kubernetes/cluster/up.ts').clusterUp;
  clusterStatus: typeof import('../runtimes/kubernetes/cluster/status.ts').clusterStatus;
  clusterDown: typeof import('../runtimes/kubernetes/cluster/down.ts').clusterDown;
}

export const lab: Lab = {
  catalog: async extra => (await import('../content/index.ts')).loadCatalog({ extra }),
  questions: async extra => (await import('../content/questions/load.ts')).loadQuestions(extra),
  exams: async extra => (await import('../content/exams/index.ts')).loadExams({ extra }),
  async progress(warn) {
    const [{ keeper }, { dataDir }] = await Promise.all([
      import('../progress/index.ts'),
      import('../platform/paths.ts'),
    ]);
    return keeper(dataDir(), warn);
  },
  verify: async options => (await import('../verify/index.ts')).verify(options),
  chooseRuntime: async (name, needs) => (await import('../runtimes/registry.ts')).chooseRuntime(name, needs),
  async survey(needs) {
    const { availableNames, loadRuntime } = await import('../runtimes/registry.ts');
    return Promise.all(
      availableNames.map(async name => ({ name, missing: await (await loadRuntime(name)).missing(needs) })),
    );
  },
  sweep: async () => (await import('../runtimes/sweep.ts')).sweepAll(),
  bringUp: async options => (await import('../verify/up.ts')).bringUp(options),
  takeDown: async exercise => (await import('../verify/up.ts')).takeDown(exercise),
  checkContent: async options => (await import('../verify/content-check.ts')).checkContent(options),
  gradeClass: async options => (await import('../grade/index.ts')).gradeClass(options),
  regrade: async options => (await import('../grade/regrade.ts')).regrade(options),
  async gradingEngine(options) {
    const [{ localEngine }, { placeFor }] = await Promise.all([
      import('../grade/engines/local.ts'),
      import('../grade/places.ts'),
    ]);
    return localEngine({ jobs: options.jobs, openSlot: placeFor(options), signal: options.signal });
  },
  // Work of others is run in a sandbox on Docker, and on no cluster.
  hasCluster: async () => false,
  clusterUp: async options => (await import('../runtimes/kubernetes/cluster/up.ts')).clusterUp(options),
  clusterStatus: async options =>
    (await import('../runtimes/kubernetes/cluster/status.ts')).clusterStatus(options),
  clusterDown: async options => (await import('../runtimes/kubernetes/cluster/down.ts')).clusterDown(options),
};
