import type { CheckKind, Step } from './check.ts';
import { kinds } from './kinds/registry.generated.ts';

const byVerb = new Map<string, CheckKind>(
  (kinds as readonly unknown[] as readonly CheckKind[]).flatMap(kind => kind.verbs.map(verb => [verb, kind] as const)),
);

/** Every key that makes a step. */
export const verbs: readonly string[] = [...byVerb.keys()];

/** The kinds that the keys of a step name: exactly one where the step is right. */
export function kindsOf(step: Step): CheckKind[] {
  return [...new Set(Object.keys(step).flatMap(key => byVerb.get(key) ?? []))];
}

/** The kind of a step that has been validated. */
export function kindOf(step: Step): CheckKind {
  const [kind] = kindsOf(step);
  if (!kind) throw new Error(`no kind of step has one of the keys ${Object.keys(step).join(', ')}`);
  return kind;
}
