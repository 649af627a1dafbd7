import { WorkFault } from '../errors.ts';
import { retryUntil } from '../platform/retry.ts';
import type { Scope } from './check.ts';
import { clusterOf } from './cluster.ts';

/** An address that Prometheus asks for metrics, as its API tells. */
export interface Target {
  labels: Record<string, string>;
  scrapeUrl: string;
  health: 'up' | 'down' | 'unknown';
  lastError: string;
}

/** An alert rule as Prometheus has loaded it. */
export interface AlertRule {
  name: string;
  query: string;
  /** What its `for` says, in seconds. */
  duration: number;
  state: 'inactive' | 'pending' | 'firing';
  health: 'ok' | 'err' | 'unknown';
  lastError?: string;
  /** When it was last worked out. */
  lastEvaluation: string;
}

/** What Prometheus asks for metrics now. */
export async function activeTargets(scope: Scope): Promise<Target[]> {
  const data = await clusterOf(scope).prometheusApi('/api/v1/targets?state=active');
  return (data as { activeTargets: Target[] }).activeTargets;
}

/** The learner's alert rules, of all groups. */
export async function alertRules(scope: Scope): Promise<AlertRule[]> {
  const data = await clusterOf(scope).prometheusApi('/api/v1/rules?type=alert');
  return (data as { groups: { rules: AlertRule[] }[] }).groups.flatMap(({ rules }) => rules);
}

/** How long it is waited for a moment in which Prometheus gets the numbers of every pod. */
const PATIENCE_MS = 30_000;

/** Resolves when Prometheus has got new numbers of every pod it asks: whatever happened before is in them. */
export async function scrapedAnew(scope: Scope): Promise<void> {
  const cluster = clusterOf(scope);
  const [now] = await cluster.prometheus('vector(time())');
  const { met } = await retryUntil(
    () => cluster.prometheus(`min(timestamp(up)) > ${now?.value ?? 0} and min(up) == 1`),
    series => series.length > 0,
    { deadlineMs: PATIENCE_MS, everyMs: 300, signal: scope.signal },
  );
  if (met) return;
  const targets = await activeTargets(scope);
  const down = targets.find(({ health }) => health !== 'up');
  throw new WorkFault(
    targets.length === 0
      ? 'Prometheus has found no pod to ask for metrics, so it can count nothing.'
      : `Prometheus got no new numbers for ${PATIENCE_MS / 1000} s${down ? ` of ${down.labels.instance}: ${down.lastError}` : ''}.`,
    { byTime: true },
  );
}
