import type { z } from 'zod';
import type { CheckKind, Step } from './check.ts';
import { kinds } from './kinds/registry.generated.ts';

const byVerb = new Map<string, CheckKind>(
  (kinds as readonly unknown[] as readonly CheckKind[]).flatMap(kind =>
    kind.verbs.map(verb => [verb, kind] as const),
  ),
);

/** Every key that makes a step. */
export const verbs: readonly string[] = [...byVerb.keys()];

/** The kinds that the keys of a step name: exactly one where the step is right. */
export function kindsOf(step: Step): CheckKind[] {
  const keys = Object.keys(step);
  const named = [...new Set(keys.flatMap(key => byVerb.get(key) ?? []))];
  // What makes a step of one kind may be an ordinary key of another: `file` of an `append`, `each` of `events`.
  const isOrdinary = (key: string, { verbs, schema }: CheckKind) =>
    !verbs.includes(key) && key in (schema as unknown as z.ZodObject).shape;
  return named.filter(
    kind =>
      !keys.filter(key => kind.verbs.includes(key)).every(key => named.some(other => isOrdinary(key, other))),
  );
}

/** The kind of a step that has been validated. */
export function kindOf(step: Step): CheckKind {
  const [kind] = kindsOf(step);
  if (!kind) throw new Error(`no kind of step has one of the keys ${Object.keys(step).join(', ')}`);
  return kind;
}
