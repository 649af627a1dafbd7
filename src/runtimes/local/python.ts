import { MissingError } from '../../errors.ts';
import { run } from '../../platform/process.ts';

export interface Python {
  executable: string;
  /** Such as `3.13.1`. */
  version: string;
  /** pip as the file that ships with Python, run as it is: installing it into each environment takes longer than all the rest. */
  pip: string;
}

const PROBE = `import glob, os, sys
try:
    import ensurepip, venv
    folders = [os.path.join(os.path.dirname(ensurepip.__file__), "_bundled"), "/usr/share/python-wheels", getattr(ensurepip, "_WHEEL_PKG_DIR", None)]
    pips = [pip for folder in folders if folder for pip in glob.glob(os.path.join(folder, "pip-*.whl"))]
except ImportError:
    pips = []
print("%d.%d.%d" % sys.version_info[:3], sys.executable, *pips[:1], sep="|")`;
const OLDEST = 9;

const probes = new Map<string, Promise<Python | null>>();

function probe(name: string) {
  const known = probes.get(name);
  if (known) return known;
  const asked = run(name, ['-c', PROBE]).then(({ code, lines }) => {
    const [version, executable, pip] = (lines.at(-1) ?? '').split('|');
    return code === 0 && version && executable ? { version, executable, pip: pip ?? '' } : null;
  });
  probes.set(name, asked);
  return asked;
}

/**
 * A Python that can run services: the wanted minor version (`3.13`) where this machine has it, else its `python3`.
 * Returns a MissingError where there is none, or it is too old, or cannot make virtual environments.
 */
export async function findPython(wanted?: string): Promise<Python | MissingError> {
  const exact = wanted === undefined ? null : await probe(`python${wanted}`);
  const found = exact?.pip ? exact : await probe('python3');
  if (process.platform === 'win32') {
    return new MissingError('The local runtime works on Linux and macOS only.', {
      fix: 'Use Docker Desktop, or run microlab within WSL.',
    });
  }
  if (!found)
    return new MissingError('There is no Python 3 here.', {
      fix: `Install Python 3.${OLDEST} or later, so that the command python3 exists.`,
    });
  if (Number(found.version.split('.')[1]) < OLDEST) {
    return new MissingError(`Python ${found.version} is too old: 3.${OLDEST} or later is needed.`, {
      details: [found.executable],
      fix: 'Install a newer Python, so that the command python3 starts it.',
    });
  }
  if (found.pip === '') {
    return new MissingError(
      `Python ${found.version} cannot make virtual environments: its modules venv and ensurepip are not installed.`,
      {
        details: [found.executable],
        fix: 'On Debian and Ubuntu: apt install python3-venv',
      },
    );
  }
  return found;
}
