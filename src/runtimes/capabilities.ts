import { CAPABILITIES, type Capability, RUNTIME_NAMES, type RuntimeName } from './runtime.ts';

/** What each runtime can verify: known without loading it, so that a skipped check can name the runtime that would do. */
export const capabilitiesOf: Readonly<Record<RuntimeName, ReadonlySet<Capability>>> = {
  docker: new Set(CAPABILITIES.filter(name => name !== 'cluster')),
  kubernetes: new Set<Capability>(['http', 'kafka', 'process', 'spy', 'image', 'cluster']),
  local: new Set<Capability>(['http', 'kafka', 'process', 'spy', 'files']),
};

/** The first runtime that can do all of it; null where none can. */
export function runtimeFor(needs: readonly Capability[]): RuntimeName | null {
  return RUNTIME_NAMES.find(name => needs.every(need => capabilitiesOf[name].has(need))) ?? null;
}
