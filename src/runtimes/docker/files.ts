import { basename, dirname } from 'node:path/posix';
import { buffer } from 'node:stream/consumers';
import type Docker from 'dockerode';
import { extract, type Header, pack } from 'tar-stream';
import { WorkFault } from '../../errors.ts';
import type { FilePort } from '../runtime.ts';

interface Wiring {
  docker: Docker;
  container(service: string): string;
  /** The path that the contract gives a file by default. */
  path(service: string, variable: string): string;
}

/** A file that is read whole. */
const MOST_BYTES = 16 * 2 ** 20;

/** Files of a container, by the engine's archives: they work on a stopped one, and see its volumes. */
export class DockerFiles implements FilePort {
  readonly #with: Wiring;

  constructor(wiring: Wiring) {
    this.#with = wiring;
  }

  async read(service: string, variable: string): Promise<string | null> {
    return (await this.#get(service, variable))?.text ?? null;
  }

  async append(service: string, variable: string, line: string): Promise<void> {
    const file = await this.#get(service, variable);
    if (!file) throw new Error(`${service} has no file ${this.#with.path(service, variable)}`);
    const text = `${file.text}${file.text === '' || file.text.endsWith('\n') ? '' : '\n'}${line}\n`;
    const archive = pack();
    // The header keeps the owner and the mode: the service may not be root.
    const { uid, gid, mode } = file.header;
    const path = this.#with.path(service, variable);
    archive.entry({ name: basename(path), uid, gid, mode }, text);
    archive.finalize();
    await this.#container(service).putArchive(await buffer(archive), { path: dirname(path) });
  }

  async #get(service: string, variable: string): Promise<{ header: Header; text: string } | null> {
    const path = this.#with.path(service, variable);
    const archive = await this.#container(service)
      .getArchive({ path })
      .catch(thrown => {
        if ((thrown as { statusCode?: number }).statusCode === 404) return null;
        throw thrown;
      });
    if (!archive) return null;
    const entries = extract();
    archive.pipe(entries);
    for await (const entry of entries) {
      if ((entry.header.size ?? 0) > MOST_BYTES)
        throw new WorkFault(
          `The file ${this.#with.path(service, variable)} of ${service} has more than 16 MiB.`,
        );
      if (entry.header.type === 'file')
        return { header: entry.header, text: (await buffer(entry)).toString('utf8') };
      entry.resume();
    }
    return null;
  }

  #container(service: string): Docker.Container {
    return this.#with.docker.getContainer(this.#with.container(service));
  }
}
