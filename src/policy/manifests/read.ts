import { UserError } from '../../errors.ts';
import type { KubeObject, Manifest } from '../../runtimes/cluster.ts';
import type { Level } from '../compose/project.ts';
import { Findings } from '../shared/findings.ts';
import { type Folder, folderAt } from '../shared/folder.ts';
import { readText } from '../shared/text.ts';
import { readTrees } from '../shared/tree.ts';
import { type Document, plainOf } from './document.ts';
import { manifestFiles } from './files.ts';
import { documentsOf } from './identity.ts';
import { article } from './kinds.ts';
import { checkObject } from './objects.ts';
import { checkPods } from './pods.ts';
import { checkShape } from './shape.ts';
import { shapeOf } from './shapes.ts';
import { checkNumber, checkStranger, type Strangers } from './strict.ts';

const MAX_BYTES = 256 * 1024;

/**
 * Reads what a workspace wants to have in a cluster: `k8s/*.yaml`, or the YAML files at its root where there is no such folder.
 * `strangers` says what a stranger's work may use beside the built-in list of images.
 * Throws one UserError that lists everything that must be mended.
 */
export async function readManifests(
  workspace: string,
  level: Level,
  strangers: Strangers = {},
): Promise<{ manifests: Manifest[]; notes: string[] }> {
  const folder = folderAt(workspace);
  const { names, mixed, notes } = manifestFiles(folder);
  const read = names.map(name => readFile(folder, name, mixed, level));
  const documents = read.flatMap(file => file.documents);
  checkTwice(documents);
  const accounts = new Set(documents.flatMap(({ kind, name }) => (kind === 'ServiceAccount' ? [name] : [])));
  for (const document of documents) {
    checkShape(document.node, shapeOf(document.kind), document.findings);
    checkObject(document, level);
    checkPods(document, level, accounts);
    if (level === 'strict') checkStranger(document, strangers);
  }
  if (level === 'strict') checkNumber(documents);
  const problems = read.flatMap(({ findings }) => findings.problems);
  if (problems.length > 0) {
    const count = problems.length === 1 ? 'one thing' : `${problems.length} things`;
    throw new UserError(`The manifests cannot be used: ${count} must be mended.`, {
      details: problems,
      fix: 'Change these lines and run again.',
    });
  }
  if (documents.length === 0) {
    throw new UserError('The manifests hold no object that can be sent to a cluster.', {
      details: [`Read: ${names.join(', ')}.`],
      fix: 'Write there what the cluster shall run (a Deployment, a Service), as in the template that the exercise starts from.',
    });
  }
  return {
    manifests: documents.map(manifestOf),
    notes: [...notes, ...read.flatMap(file => file.findings.notes)],
  };
}

function readFile(folder: Folder, name: string, mixed: boolean, level: Level) {
  const findings = new Findings(name);
  const source = readText(folder, name, MAX_BYTES, findings) ?? '';
  if (mixed && !/^["']?kind["']?\s*:/m.test(source)) {
    if (source) findings.note(`${name} is not read: it is no manifest, since it has no \`kind:\`.`);
    return { findings, documents: [] };
  }
  const { roots, faults } = readTrees(source);
  for (const { place, text } of faults) findings.problem(place, text);
  return { findings, documents: roots.flatMap(root => documentsOf(root, name, findings, level)) };
}

/** Of two objects with one kind and name the second would take the place of the first. */
function checkTwice(documents: readonly Document[]): void {
  const seen = new Map<string, Document>();
  for (const document of documents) {
    const { apiVersion, kind, name, node, findings } = document;
    const key = [apiVersion.replace(/\/?v\d+\w*$/, ''), kind, name].join(' ');
    const first = seen.get(key);
    if (!first) seen.set(key, document);
    else
      findings.problem(
        node.place,
        `${article(kind, 'A')} ${kind} named \`${name}\` stands in ${first.file}:${first.node.place.line} already: in the one namespace of a run, this one would take its place. Give it another name, or remove one.`,
      );
  }
}

function manifestOf({ file, node }: Document): Manifest {
  return { file, line: node.place.line, object: plainOf(node) as KubeObject };
}
