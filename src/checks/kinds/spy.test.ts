import { describe, expect, it } from 'vitest';
import { kind as fault } from './fault.ts';
import { kind as spy } from './spy.ts';

describe('what a step needs of the runtime', () => {
  it('is a spy alone where the spy has the name of the service', () => {
    expect(spy.needs({ spy: 'user-service' })).toEqual(['spy']);
  });

  it('is a network with names too where the spy has a name of its own', () => {
    expect(spy.needs({ spy: 'user-service', alias: 'user-service-2' })).toEqual(['spy', 'network']);
  });

  it('is a network where a service gets other addresses, and processes where it is only made anew', () => {
    expect(fault.needs({ recreate: 'order-service' })).toEqual(['process']);
    expect(fault.needs({ recreate: 'order-service', env: { USER_SERVICE_URL: 'http://b:5000' } })).toEqual([
      'network',
    ]);
  });
});
