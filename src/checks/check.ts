import type { z } from 'zod';
import type { WorkFault } from '../errors.ts';
import type { Capability, Environment } from '../runtimes/runtime.ts';
import type { Draw } from './values.ts';

/** A step as content files write it: one key names its kind. Validated by the kind's schema before it gets here. */
export type Step = Readonly<Record<string, unknown>>;

/** Named values: drawn from the seed, or saved by an earlier step. Steps read them as `${name.field}`. */
export type Values = Readonly<Record<string, unknown>>;

/** What a step may use while it runs. */
export interface Scope {
  readonly environment: Environment;
  readonly signal: AbortSignal;
  /** Why the services did not come up, where they did not. */
  readonly startFault: WorkFault | null;
  readonly values: Values;
  /** Values from the seed, new at each call. */
  draw(wanted: Draw): Values;
  /** Keeps a value for the steps that follow. */
  save(name: string, value: unknown): void;
  /** Runs steps within this check, with more values. */
  run(steps: readonly Step[], more?: Values): Promise<void>;
  /** One line of the evidence: what was done, and what came back. */
  trace(line: string): void;
}

/**
 * One kind of step: a file in `kinds/`. It throws WorkFault when the learner's work is wrong;
 * anything else that it throws means that the lab could not find out.
 */
export interface CheckKind<S extends Step = Step> {
  /** The keys that select it: `get`, `post` … A step has exactly one key that is some kind's verb. */
  readonly verbs: readonly string[];
  /** Shown to authors: what it does, in one sentence. */
  readonly about: string;
  readonly schema: z.ZodType<S>;
  /** What the runtime must be able to do for this step. */
  needs(step: S): readonly Capability[];
  /** Services that the step names, with the key that names each: held against the exercise's contract. */
  names(step: S): readonly { key: string; service: string }[];
  /** The service whose place it takes, where it does: whatever had that place before need not be put back for it. */
  replaces?(step: S): string | null;
  /** The key that holds steps of its own, where it has one. */
  readonly nested?: string;
  run(step: S, scope: Scope): Promise<void>;
}
