import path from 'node:path';
import type { Entry, Place } from '../shared/tree.ts';
import type { Build } from './project.ts';
import { keyed, type Reading, sift, text } from './reading.ts';
import { BUILD } from './rules.ts';

/** How a build context can name something that is not a folder of the workspace. */
const REMOTE = /^[a-z][a-z0-9+.-]*:\/\/|^git@|^github\.com\/|^(docker-image|oci-layout|target|service):/i;

/** `build: folder`, or `build:` with a mapping. Undefined where it cannot be used; the findings say why. */
export function readBuild(entry: Entry, service: string, reading: Reading): Build | undefined {
  if (entry.value.kind === 'scalar') return located(entry, undefined, `\`${service}\``, reading);
  const what = `\`build\` of \`${service}\``;
  const kept = sift(entry.value, BUILD, what, reading);
  const build = located(kept.get('context') ?? entry, kept.get('dockerfile'), `\`${service}\``, reading);
  const target = text(kept.get('target'), `\`target\` of ${what}`, reading);
  const args = keyed(kept.get('args'), `\`args\` of ${what}`, reading);
  const reach = Object.keys(args).filter(name => name.startsWith('BUILDKIT_'));
  if (reading.level === 'strict' && reach.length > 0)
    reading.findings.problem(
      kept.get('args')?.place ?? entry.place,
      `${what} may not set the argument \`${reach[0]}\`: arguments with \`BUILDKIT_\` steer the program that builds images, and one of them puts another program in its place.`,
    );
  return build && { ...build, target, args };
}

function located(
  context: Entry,
  dockerfile: Entry | undefined,
  what: string,
  reading: Reading,
): Build | undefined {
  const { findings, folder } = reading;
  const folderName = context.value.kind === 'scalar' ? context.value.text : '.';
  if (REMOTE.test(folderName)) {
    findings.problem(
      context.value.place,
      `${what} is built from \`${folderName}\`: a build context must be a folder of the workspace.`,
    );
    return undefined;
  }
  const found = folder.find(folderName || '.');
  if (found.kind !== 'folder') {
    const why = found.kind === 'outside' ? 'lies outside the workspace' : 'is no folder of the workspace';
    findings.problem(context.value.place, `The build context \`${folderName}\` of ${what} ${why}.`);
    return undefined;
  }
  const place = (dockerfile ?? context).value.place;
  const file = fileIn(found.path, dockerfile, what, place, reading);
  return file === undefined ? undefined : { context: found.path, dockerfile: file, args: {} };
}

function fileIn(
  context: string,
  dockerfile: Entry | undefined,
  what: string,
  place: Place,
  reading: Reading,
): string | undefined {
  const { findings, folder } = reading;
  const name = text(dockerfile, `\`dockerfile\` of ${what}`, reading) ?? 'Dockerfile';
  const found = folder.find(path.resolve(context, name));
  if (found.kind === 'file') return path.relative(context, found.path);
  const where = path.relative(folder.root, path.resolve(context, name)) || name;
  if (found.kind === 'outside')
    findings.problem(place, `The Dockerfile of ${what}, \`${name}\`, lies outside the workspace.`);
  else findings.problem(place, `${what} is built from the file \`${where}\`, which is not there.`);
  return undefined;
}
