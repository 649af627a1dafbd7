import type { Step } from '../checks/check.ts';
import { kindOf } from '../checks/registry.ts';
import type { Check, Exercise } from '../content/index.ts';
import type { Tier } from '../report/model.ts';
import { runtimeFor } from '../runtimes/capabilities.ts';
import type { Capability, RuntimeName } from '../runtimes/runtime.ts';

/** Which checks are wanted: all of them where nothing is said. */
export interface Selection {
  ids?: readonly string[];
  tier?: Tier;
}

export interface PlannedCheck {
  check: Check;
  /** Its place in the exercise, from 1: keeps the ids that checks draw apart, whatever was selected. */
  place: number;
  /** Set where this runtime cannot verify it. */
  skip: { missing: readonly Capability[]; verifiedBy: RuntimeName | null } | null;
}

/** The checks to run, in their order: those that were selected, and whatever they need. */
export function plan(
  exercise: Exercise,
  capabilities: ReadonlySet<Capability>,
  { ids, tier }: Selection = {},
): PlannedCheck[] {
  const wanted = new Set<string>();
  const want = (id: string) => {
    if (wanted.has(id)) return;
    wanted.add(id);
    for (const need of exercise.checks.find(check => check.id === id)?.needs ?? []) want(need);
  };
  const [first] = exercise.checks;
  if (first) want(first.id);
  for (const check of exercise.checks) {
    if ((ids === undefined || ids.includes(check.id)) && (tier === undefined || check.tier === tier))
      want(check.id);
  }
  return exercise.checks
    .map((check, index) => ({ check, place: index + 1 }))
    .filter(({ check }) => wanted.has(check.id))
    .map(({ check, place }) => {
      const needs = [...new Set(check.steps.flatMap(needsOf))];
      const missing = needs.filter(need => !capabilities.has(need));
      return { check, place, skip: missing.length === 0 ? null : { missing, verifiedBy: runtimeFor(needs) } };
    });
}

/** What the runtime must be able to do for a step and the steps within it. */
function needsOf(step: Step): Capability[] {
  const kind = kindOf(step);
  const nested = kind.nested ? (step[kind.nested] as Step[]) : [];
  return [...kind.needs(step), ...nested.flatMap(needsOf)];
}
