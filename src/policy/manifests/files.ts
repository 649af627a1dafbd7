import { UserError } from '../../errors.ts';
import type { Folder } from '../shared/folder.ts';

const FOLDER = 'k8s';
const MAX_FILES = 50;
const COMPOSE = /^(docker-)?compose(\.override)?\.ya?ml$/;

interface Files {
  /** Relative to the workspace, in the order in which `kubectl apply -f` takes them. */
  names: string[];
  /** At the root of a workspace lie other YAML files too: one that has nothing of a manifest is passed over. */
  mixed: boolean;
  notes: string[];
}

/** The manifest files of a workspace: those in `k8s/`, or those at its root where there is no such folder. */
export function manifestFiles(folder: Folder): Files {
  const own = folder.find(FOLDER);
  if (own.kind === 'outside') {
    throw new UserError(`${FOLDER} is a link that leads out of the workspace.`, {
      fix: `Put the manifests into a folder ${FOLDER} of the workspace itself.`,
    });
  }
  const root = folder.find('.');
  const files =
    own.kind === 'folder'
      ? inFolder(folder, folder.list(own))
      : root.kind === 'folder'
        ? atRoot(folder.list(root))
        : { names: [], mixed: false, notes: [] };
  if (files.names.length === 0) {
    throw new UserError('The workspace has no Kubernetes manifests.', {
      details: [`Expected YAML files in ${FOLDER}/, such as ${FOLDER}/deployment.yaml.`, ...files.notes],
      fix: 'Write there what the cluster shall run (a Deployment, a Service), as in the template that the exercise starts from.',
    });
  }
  if (files.names.length > MAX_FILES) {
    throw new UserError(
      `${FOLDER}/ has ${files.names.length} manifest files; at most ${MAX_FILES} are read.`,
      {
        fix: 'Put several objects into one file, with a line `---` between them.',
      },
    );
  }
  return files;
}

function inFolder(folder: Folder, names: string[]): Files {
  const inside = names.filter(name => !name.startsWith('.')).map(name => `${FOLDER}/${name}`);
  const folders = inside.filter(name => folder.find(name).kind === 'folder');
  return {
    names: inside.filter(name => /\.(ya?ml|json)$/.test(name) && !folders.includes(name)),
    mixed: false,
    notes: folders.map(
      name =>
        `${name}/ is not read: manifests lie in ${FOLDER}/ itself, as \`kubectl apply -f ${FOLDER}\` reads them.`,
    ),
  };
}

function atRoot(names: string[]): Files {
  const manifests = names.filter(
    name => /\.ya?ml$/.test(name) && !name.startsWith('.') && !COMPOSE.test(name),
  );
  return { names: manifests, mixed: true, notes: [] };
}
