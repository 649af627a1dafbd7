import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { claimRun, isAlive, sweepScratch } from './claim.ts';

describe('claims', () => {
  beforeEach(() => void vi.stubEnv('MICROLAB_HOME', mkdtempSync(join(tmpdir(), 'microlab-claim-'))));
  afterEach(() => void vi.unstubAllEnvs());

  it('is alive until it is released, and leaves nothing', async () => {
    const run = await claimRun();
    expect(await isAlive(run.alive)).toBe(true);
    expect(await sweepScratch()).toEqual([]);
    await run.release();
    expect(await isAlive(run.alive)).toBe(false);
    expect(existsSync(run.scratch)).toBe(false);
  });

  it('is dead when its process was killed, and is swept', async () => {
    const program = `import { claimRun } from ${JSON.stringify(new URL('./claim.ts', import.meta.url).href)};
      const run = await claimRun(); console.log(run.id + ' ' + run.alive); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      env: process.env,
    });
    const line = await new Promise<string>(resolve =>
      child.stdout.once('data', data => resolve(String(data).trim())),
    );
    const [id, alive = ''] = line.split(' ');
    expect(await isAlive(alive)).toBe(true);
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    expect(await isAlive(alive)).toBe(false);
    expect(await sweepScratch()).toEqual([`folder of run ${id}`]);
  });
});
