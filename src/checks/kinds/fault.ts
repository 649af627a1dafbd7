import { z } from 'zod';
import { milliseconds } from '../../platform/duration.ts';
import type { Capability } from '../../runtimes/runtime.ts';
import type { CheckKind } from '../check.ts';
import { Duration } from '../observe.ts';
import { fill } from '../values.ts';

const VERBS = ['stop', 'kill', 'start', 'freeze', 'thaw', 'cutOff', 'reconnect', 'recreate'] as const;
type Verb = (typeof VERBS)[number];

const service = z.string().optional();
const schema = z.strictObject({
  stop: service,
  kill: service,
  start: service,
  freeze: service,
  thaw: service,
  cutOff: service,
  reconnect: service,
  recreate: service,
  env: z.record(z.string(), z.string()).optional(),
  accepting: z.literal(false).optional(),
  grace: Duration.optional(),
  within: Duration.optional(),
});
type FaultStep = z.infer<typeof schema>;

const verbOf = (step: FaultStep): Verb => VERBS.find(verb => step[verb] !== undefined) ?? 'stop';
const BROKER = 'kafka';

export const kind: CheckKind<FaultStep> = {
  verbs: VERBS,
  about: 'breaks a service or its network, and mends it again',
  schema,
  needs(step) {
    const verb = verbOf(step);
    // Variables name other services: that takes a network on which names mean something.
    const network = verb === 'cutOff' || verb === 'reconnect' || step.env !== undefined;
    const capability: Capability = network ? 'network' : 'process';
    return step[verb] === BROKER ? [capability, 'broker-faults'] : [capability];
  },
  names: step => {
    const verb = verbOf(step);
    return step[verb] === BROKER ? [] : [{ key: verb, service: step[verb] as string }];
  },
  async run(step, scope) {
    const verb = verbOf(step);
    const name = step[verb] as string;
    const { control } = scope.environment;
    scope.trace(`${verb} ${name}`);
    if (verb === 'stop') await control.stop(name, milliseconds(step.grace ?? '2s'));
    else if (verb === 'start' && step.accepting === false) await control.launch(name);
    else if (verb === 'start') await control.start(name, milliseconds(step.within ?? '30s'));
    else if (verb === 'recreate')
      await control.recreate(name, milliseconds(step.within ?? '30s'), fill(step.env ?? {}, scope.values));
    else await control[verb](name);
  },
};
