import { type ChildProcess, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { asset } from '../../platform/assets.ts';
import { retryUntil } from '../../platform/retry.ts';
import type { ServiceState } from '../runtime.ts';
import { Helper } from '../shared/helper.ts';

/** Everything that it takes to start one service. */
export interface Launch {
  name: string;
  command: readonly string[];
  folder: string;
  env: Record<string, string>;
  /** The file that gets what it prints. */
  log: string;
  /** Its host and port on this machine. */
  port: number;
  stopSignal: string;
  /** Does a small init process stand before it, as `init: true` asks for? */
  init: boolean;
  /** The Python that runs the supervisor. */
  python: string;
}

/** The newest part of a log that is looked at, in bytes. */
const TAIL_BYTES = 256 * 1024;

/** One service as a process of this machine, under a supervisor (supervise.py) that lets nothing of it outlive the lab. */
export class Service {
  readonly launch: Launch;
  #supervisor: { child: ChildProcess; voice: Helper; ended: Promise<void> } | null = null;

  constructor(launch: Launch) {
    this.launch = launch;
  }

  get state(): ServiceState {
    const child = this.#supervisor?.child;
    if (!child) return { kind: 'absent' };
    if (child.exitCode === null && child.signalCode === null) return { kind: 'running', restarts: 0 };
    return { kind: 'exited', code: child.exitCode, outOfMemory: false };
  }

  /** Starts it unless it runs. Says nothing about whether it then works. */
  async start(): Promise<void> {
    if (this.state.kind === 'running') return;
    const { command, folder, env, log, stopSignal, init, python } = this.launch;
    const settings = JSON.stringify({ command, log, stopSignal, init });
    // In a session of its own, so that Ctrl-C in the terminal reaches microlab alone; isolated (-I), so that no module of the service is taken for one of Python's.
    const child = spawn(python, ['-I', asset('supervise.py'), settings], {
      cwd: folder,
      env,
      detached: true,
      stdio: 'pipe',
    });
    const ended = new Promise<void>(resolve =>
      child.once('exit', () => resolve()).once('error', () => resolve()),
    );
    const voice = new Helper(child.stdout, child.stdin, child.stderr);
    this.#supervisor = { child, voice, ended };
    await Promise.race([voice.ready().catch(() => {}), ended]);
  }

  /** Asks it to end, and kills it where it has not after the grace. */
  async stop(graceMs: number, signal?: AbortSignal): Promise<{ elapsedMs: number; killed: boolean }> {
    if (this.state.kind !== 'running') return { elapsedMs: 0, killed: false };
    const start = performance.now();
    await this.#say('stop');
    const { met, elapsedMs } = await retryUntil(
      async () => this.state.kind,
      kind => kind !== 'running',
      { deadlineMs: graceMs, everyMs: 20, signal },
    );
    if (!met) await this.kill();
    return { elapsedMs: met ? elapsedMs : performance.now() - start, killed: !met };
  }

  async kill(): Promise<void> {
    if (this.state.kind !== 'running') return;
    await this.#say('kill');
    await this.#supervisor?.ended;
  }

  freeze(): Promise<void> {
    return this.#say('freeze');
  }

  thaw(): Promise<void> {
    return this.#say('thaw');
  }

  /** Ends it and its supervisor, at any time. */
  async close(): Promise<void> {
    await this.#supervisor?.voice.close();
    await this.#supervisor?.ended;
  }

  /** The last lines that it printed, over all its starts. */
  async tail(lines: number): Promise<string[]> {
    const file = await open(this.launch.log).catch(() => null);
    if (!file) return [];
    try {
      const { size } = await file.stat();
      const from = Math.max(0, size - TAIL_BYTES);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
      const text = buffer.subarray(0, bytesRead).toString('utf8').trimEnd();
      return text === '' ? [] : text.split('\n').slice(-lines);
    } finally {
      await file.close();
    }
  }

  /** The reply may be lost where the service ends at the very moment: then there is nothing left to tell it. */
  async #say(op: string): Promise<void> {
    await this.#supervisor?.voice.call(op, {}).catch((thrown: unknown) => {
      if (this.#supervisor?.voice.alive) throw thrown;
    });
  }
}
