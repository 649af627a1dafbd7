import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { CheckKind } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { inWords, mismatches } from '../match.ts';
import { observe, TIMING } from '../observe.ts';
import { type AlertRule, alertRules } from '../prometheus.ts';

const schema = z.strictObject({
  /** The file of the workspace that holds them, for messages. */
  alertRules: z.string(),
  /** What `for` says in one of them, in seconds. */
  for: z.unknown().optional(),
  /** `firing`: one of them is. `inactive`: all of them are. */
  state: z.enum(['firing', 'inactive']).optional(),
  eventually: TIMING.eventually,
});
type AlertRulesStep = z.infer<typeof schema>;

export const kind: CheckKind<AlertRulesStep> = {
  verbs: ['alertRules'],
  about: "the learner's alert rules are valid, loaded by the exercise's own Prometheus, and in a state",
  schema,
  needs: () => ['cluster'],
  names: () => [],
  async run(step, scope) {
    const fault = await clusterOf(scope).rulesFault();
    if (fault) throw fault;
    const before = new Map((await alertRules(scope)).map(rule => [rule.name, rule.lastEvaluation]));
    const isAnew = ({ name, lastEvaluation }: AlertRule) => lastEvaluation !== before.get(name);
    await observe('the alert rules', { eventually: step.eventually ?? '10s' }, scope.signal, async () => {
      const rules = await alertRules(scope);
      scope.trace(`alert rules: ${rules.map(one => `${one.name} (${one.query}) ${one.state}`).join(', ')}`);
      // Neither changes while one waits.
      const lasting = absent(rules, step.alertRules) ?? patience(rules, step.for);
      if (lasting) throw lasting;
      if (step.state === undefined) return unevaluated(rules);
      // A state is that of the last time: what happened since is not in it.
      return unevaluated(rules, isAnew) ?? inState(rules, step.state);
    });
  },
};

function absent(rules: readonly AlertRule[], file: string): WorkFault | null {
  if (rules.length > 0) return null;
  return new WorkFault(`Prometheus has no alert rule, expected at least one in ${file}.`, {
    expected: 'an alert rule',
  });
}

function patience(rules: readonly AlertRule[], wanted: unknown): WorkFault | null {
  if (wanted === undefined || rules.some(({ duration }) => mismatches(wanted, duration).length === 0))
    return null;
  const each = rules.map(({ name, duration }) => `${name} waits for ${duration} s`).join(', ');
  return new WorkFault(`${each} before it fires (its "for"), expected ${inWords(wanted)}.`, {
    expected: inWords(wanted),
    actual: rules.map(({ duration }) => duration),
  });
}

function unevaluated(
  rules: readonly AlertRule[],
  isAnew: (rule: AlertRule) => boolean = () => true,
): WorkFault | null {
  const rule = rules.find(one => one.health !== 'ok' || !isAnew(one));
  if (!rule) return null;
  return new WorkFault(
    rule.health === 'err'
      ? `Prometheus cannot work out the alert ${rule.name}: ${rule.lastError}.`
      : `Prometheus has not yet worked out the alert ${rule.name}.`,
    { expected: 'ok', actual: rule.health },
  );
}

function inState(rules: readonly AlertRule[], state: 'firing' | 'inactive'): WorkFault | null {
  if (state === 'firing') {
    if (rules.some(rule => rule.state === 'firing')) return null;
    const each = rules.map(rule => `${rule.name} is ${rule.state} (${rule.query})`).join('; ');
    return new WorkFault(`No alert fires: ${each}.`, {
      expected: state,
      actual: rules.map(one => one.state),
    });
  }
  const active = rules.find(rule => rule.state !== 'inactive');
  if (!active) return null;
  return new WorkFault(
    `The alert ${active.name} is ${active.state} (${active.query}) although all is well. An alert that cries for nothing is soon ignored.`,
    { expected: state, actual: active.state },
  );
}
