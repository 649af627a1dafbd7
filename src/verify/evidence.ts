import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckResult } from '../report/model.ts';
import type { Environment } from '../runtimes/runtime.ts';

/** What failed checks did and saw, and what the services printed, for the learner to read after the run. */
export class Evidence {
  readonly #dir: string | null;
  readonly #traces = new Map<string, string>();

  /** @param dir where it goes; null keeps none. What an earlier run left there is replaced. */
  constructor(dir: string | null) {
    this.#dir = dir;
  }

  keep(result: CheckResult, trace: readonly string[]): void {
    if (result.status !== 'failed' && result.status !== 'error') return;
    this.#traces.set(
      result.id,
      [`${result.title}: ${result.status}`, result.message ?? '', '', ...trace, ''].join('\n'),
    );
  }

  async write(environment: Environment): Promise<void> {
    if (this.#dir === null) return;
    const dir = this.#dir;
    await rm(dir, { recursive: true, force: true });
    if (this.#traces.size === 0) return;
    await mkdir(dir, { recursive: true });
    const logs = Object.entries(await environment.logs()).map(
      ([service, text]) => [`${service}.log`, text] as const,
    );
    const traces = [...this.#traces].map(([id, text]) => [`${id}.txt`, text] as const);
    await Promise.all([...logs, ...traces].map(([name, text]) => writeFile(join(dir, name), text)));
  }
}
