import { describe, expect, it } from 'vitest';
import { listening, whyNotReachable } from './diagnose.ts';

const HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const row = (local: string, state = '0A') =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 12345 1 0 100 0 0 10 0\n`;

describe('listening', () => {
  it.each([
    ['00000000:1388', '0.0.0.0', 5000],
    ['0100007F:1389', '127.0.0.1', 5001],
    ['030012AC:0050', '172.18.0.3', 80],
    ['00000000000000000000000000000000:1388', '::', 5000],
    ['00000000000000000000000001000000:1388', '::1', 5000],
    ['0000000000000000FFFF00000100007F:1388', '::ffff:127.0.0.1', 5000],
    ['B80D0120000000000000000001000000:1388', '2001:db8::1', 5000],
  ])('reads %s', (local, address, port) => {
    expect(listening(HEAD + row(local))).toEqual([{ address, port }]);
  });

  it('reads both files one after the other, and only what listens', () => {
    const text =
      HEAD + row('0100007F:1388') + row('0100007F:9999', '01') + HEAD + row(`${'0'.repeat(32)}:0050`);
    expect(listening(text)).toEqual([
      { address: '127.0.0.1', port: 5000 },
      { address: '::', port: 80 },
    ]);
  });

  it('leaves Docker’s resolver out', () => {
    expect(listening(HEAD + row('0B00007F:8F31'))).toEqual([]);
  });

  it('makes nothing of nothing', () => {
    expect(listening('')).toEqual([]);
  });
});

describe('why a port is not reachable', () => {
  it('loopback only', () => {
    expect(whyNotReachable('user-service', 5000, [{ address: '127.0.0.1', port: 5000 }])).toBe(
      'user-service listens on 127.0.0.1:5000 only. Inside a container that address is reachable from nowhere else: listen on 0.0.0.0.',
    );
  });

  it('another port', () => {
    expect(whyNotReachable('user-service', 5000, [{ address: '0.0.0.0', port: 8000 }])).toBe(
      'user-service listens on port 8000, not on port 5000, which the task asks for.',
    );
    const two = [
      { address: '::', port: 8080 },
      { address: '0.0.0.0', port: 8000 },
    ];
    expect(whyNotReachable('user-service', 5000, two)).toContain('the ports 8000, 8080,');
  });

  it('no port at all', () => {
    expect(whyNotReachable('user-service', 5000, [])).toContain('does not listen on any port yet');
  });

  it('loopback and everywhere: the port itself is right', () => {
    const both = [
      { address: '127.0.0.1', port: 5000 },
      { address: '::', port: 5000 },
    ];
    expect(whyNotReachable('user-service', 5000, both)).toContain('takes no connections at the moment');
  });
});
