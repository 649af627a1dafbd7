import { appendFile, readFile } from 'node:fs/promises';
import type { FilePort } from '../runtime.ts';

/** Files of a service, in the folder that stands in for its image's file system. */
export class LocalFiles implements FilePort {
  readonly #path: (service: string, variable: string) => string;

  /** `path` says where on this machine a file of the contract lies. */
  constructor(path: (service: string, variable: string) => string) {
    this.#path = path;
  }

  read(service: string, variable: string): Promise<string | null> {
    return readFile(this.#path(service, variable), 'utf8').catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return null;
      throw thrown;
    });
  }

  async append(service: string, variable: string, line: string): Promise<void> {
    const text = (await this.read(service, variable)) ?? '';
    await appendFile(
      this.#path(service, variable),
      `${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`,
    );
  }
}
