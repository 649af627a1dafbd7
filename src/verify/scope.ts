import type { Scope, Step, Values } from '../checks/check.ts';
import { kindOf } from '../checks/registry.ts';
import type { Source } from '../checks/values.ts';
import type { WorkFault } from '../errors.ts';
import type { Environment } from '../runtimes/runtime.ts';

interface Common {
  environment: Environment;
  signal: AbortSignal;
  startFault: WorkFault | null;
  source: Source;
  trace: string[];
}

/** A scope in which steps run. What a step saves is seen by the steps after it, and by those within it. */
export function makeScope(common: Common, initial: Values): Scope {
  const values: Record<string, unknown> = { ...initial };
  const { environment, signal, startFault, source, trace } = common;
  return {
    environment,
    signal,
    startFault,
    values,
    draw: wanted => source.draw(wanted),
    save(name, value) {
      values[name] = value;
    },
    run: (steps, more = {}) => runSteps(steps, makeScope(common, { ...values, ...more })),
    trace: line => void trace.push(line),
  };
}

/** Runs steps one after another; the first that throws ends them. */
export async function runSteps(steps: readonly Step[], scope: Scope): Promise<void> {
  for (const step of steps) {
    scope.signal.throwIfAborted();
    await kindOf(step).run(step, scope);
  }
}
