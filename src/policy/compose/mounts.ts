import path from 'node:path';
import { didYouMean } from '../../platform/nearest.ts';
import type { Entry, Node, Place } from '../shared/tree.ts';
import type { Mount } from './project.ts';
import { flag, type Reading, sift, text } from './reading.ts';
import { MOUNT } from './rules.ts';

/** Collects the volumes of a project while its services are read. */
export class Volumes {
  readonly #declared: ReadonlySet<string>;
  readonly #used = new Set<string>();
  readonly #reading: Reading;

  constructor(declared: ReadonlySet<string>, reading: Reading) {
    this.#declared = declared;
    this.#reading = reading;
  }

  get used(): string[] {
    return [...this.#used].sort();
  }

  /** The mounts of one service. Folders and sockets of the machine are never among them. */
  read(entry: Entry | undefined, service: string): Mount[] {
    if (!entry) return [];
    const { value: node } = entry;
    if (node.kind !== 'list') {
      this.#reading.findings.problem(node.place, `\`volumes\` of \`${service}\` must be a list.`);
      return [];
    }
    return node.items.flatMap((item, index) => {
      const mount = this.#one(item, service, `${service}-unnamed-${index + 1}`);
      if (!mount) return [];
      if (!mount.target.startsWith('/')) {
        this.#reading.findings.problem(
          item.place,
          `A volume of \`${service}\` is mounted at \`${mount.target}\`: expected a path that begins with \`/\`.`,
        );
        return [];
      }
      if (mount.type === 'volume') this.#used.add(mount.source);
      return [mount];
    });
  }

  #one(node: Node, service: string, unnamed: string): Mount | null {
    if (node.kind === 'map') return this.#long(node, service, unnamed);
    const [source, target, options] = node.kind === 'scalar' ? parts(node.text) : [];
    if (source === undefined) {
      this.#reading.findings.problem(
        node.place,
        `A volume of \`${service}\` is not understood: expected \`name:/path\`.`,
      );
      return null;
    }
    const readOnly = options?.split(',').includes('ro') ?? false;
    if (target === undefined) return { type: 'volume', source: unnamed, target: source, readOnly };
    if (/^[./~]|[\\/]/.test(source)) return this.#bind(source, target, service, node.place);
    return this.#named(source, target, readOnly, node.place);
  }

  #long(node: Node, service: string, unnamed: string): Mount | null {
    const what = `A volume of \`${service}\``;
    const kept = sift(node, MOUNT, what, this.#reading);
    const { findings } = this.#reading;
    const type = text(kept.get('type'), `\`type\` of a volume of \`${service}\``, this.#reading) ?? 'volume';
    const source = text(kept.get('source'), `\`source\` of a volume of \`${service}\``, this.#reading);
    const target = text(kept.get('target'), `\`target\` of a volume of \`${service}\``, this.#reading);
    const readOnly =
      flag(kept.get('read_only'), `\`read_only\` of a volume of \`${service}\``, this.#reading) ?? false;
    if (target === undefined)
      findings.problem(node.place, `${what} needs \`target\`: its path in the container.`);
    else if (type === 'tmpfs') return { type, target };
    else if (type === 'bind') return this.#bind(source ?? '', target, service, node.place);
    else if (type !== 'volume')
      findings.problem(
        node.place,
        `${what} has the type \`${type}\`: only \`volume\` and \`tmpfs\` are run.`,
      );
    else if (source === undefined) return { type, source: unnamed, target, readOnly };
    else return this.#named(source, target, readOnly, node.place);
    return null;
  }

  #named(source: string, target: string, readOnly: boolean, place: Place): Mount | null {
    if (this.#declared.has(source)) return { type: 'volume', source, target, readOnly };
    const nearest = didYouMean(source, this.#declared);
    this.#reading.findings.problem(
      place,
      `The volume \`${source}\` is not declared: add \`${source}:\` under \`volumes:\` at the end of the file.${nearest}`,
    );
    return null;
  }

  #bind(source: string, target: string, service: string, place: Place): null {
    const { findings, folder, level } = this.#reading;
    const inside =
      !source.startsWith('~') && folder.find(source).kind !== 'outside' && !isWindowsPath(source);
    if (path.posix.basename(source) === 'docker.sock') {
      findings.problem(
        place,
        `\`${service}\` mounts the socket of the Docker engine: whoever has it rules the whole machine.`,
      );
    } else if (!inside) {
      findings.problem(
        place,
        `\`${service}\` mounts \`${source}\` of the machine, which lies outside the workspace.`,
      );
    } else if (level === 'strict') {
      findings.problem(
        place,
        `\`${service}\` mounts the folder or file \`${source}\`: copy it into the image instead (\`COPY\` in the Dockerfile).`,
      );
    } else {
      findings.leftOut(
        place,
        `\`${source}\` is not mounted at \`${target}\`: what counts is what the image contains, so the Dockerfile must copy it (\`COPY\`).`,
      );
    }
    return null;
  }
}

const isWindowsPath = (source: string) => /^[a-z]:[\\/]|^\\\\/i.test(source);

/** `source:target[:options]`, or a target alone. A drive letter belongs to its path. */
function parts(written: string): string[] {
  const drive = /^[a-z]:[\\/]/i.exec(written)?.[0] ?? '';
  const [first = '', ...rest] = written.slice(drive.length).split(':');
  return written === '' ? [] : [drive + first, ...rest];
}
