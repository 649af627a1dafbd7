import { MissingError, WorkFault } from '../../../errors.ts';
import { type BuildFailure, readBuildLog } from './buildlog-read.ts';
import { diskFull } from './missing.ts';

/**
 * Why `docker compose build` failed, from its plain output, as the error to throw: WorkFault where the learner's files are
 * wrong, MissingError where the machine lacks something, a plain Error where the output does not say.
 */
export function buildFault(output: readonly string[]): Error {
  const failure = readBuildLog(output);
  const { kind, image, reason, lines } = failure;
  const whose = failure.service === null ? 'An image' : `The image of ${failure.service}`;
  const said = lines.length > 0 ? lines : [reason];
  switch (kind) {
    case 'work':
      return new WorkFault(whatIsWrong(failure, whose), { expected: 'an image that builds', actual: reason });
    case 'base-image':
      return new MissingError(`The image ${image} could not be fetched, so nothing was built.`, {
        details: [reason],
        fix: `docker pull ${image}   must work on this machine: check its way to the image registry, then run again. This is no fault of your Dockerfile.`,
      });
    case 'network':
      return new MissingError(`${whose} could not be built: a step reached no network.`, {
        details: [`Step: ${brief(failure.step)}`, ...said],
        fix: 'Check that builds reach the network on this machine (a proxy, a certificate, the name service), then run again. This is no fault of your Dockerfile.',
      });
    case 'disk':
      return diskFull([...said, reason].join('\n')) ?? new Error(reason);
    default:
      return new Error(
        [`${whose} could not be built, and the builder does not say why.`, ...said].join('\n'),
      );
  }
}

/**
 * The same for a stranger's work in a sandbox. Its disk is the work's own. Where all that a build may reach can be reached,
 * what it does not reach is its own affair: nobody shall be able to make the machine look guilty.
 */
export async function sandboxedBuildFault(
  output: readonly string[],
  isOnline: () => Promise<boolean>,
): Promise<Error> {
  const { kind, step, lines, reason } = readBuildLog(output);
  // A step that ended says so, whatever it printed before. 137: it was killed, as it took all the memory there is.
  const [, code] = /exit code: (\d+)$/.exec(reason) ?? [];
  const why = {
    disk: 'The images need more room than a submission has.',
    unclear:
      code && `A step of the build ended with exit code ${code}${code === '137' ? ', out of memory' : ''}:`,
    network:
      kind === 'network' &&
      (await isOnline()) &&
      'A build reaches the package indexes alone, and those were there.',
    work: null,
    'base-image': null,
  }[kind];
  if (!why) return buildFault(output);
  const said = lines.length > 0 ? lines : [reason];
  return new WorkFault([why, `  ${brief(step)}`, ...said.map(line => `  ${line}`)].join('\n'), {
    expected: 'an image that builds',
    actual: reason,
  });
}

function whatIsWrong({ step, line, image, reason, lines }: BuildFailure, whose: string): string {
  const where = line === null ? '' : ` (line ${line} of its Dockerfile)`;
  if (image !== null)
    return `${whose} cannot be built${where}: there is no image ${image} to start from (${reason}).`;
  if (step === null) return `${whose} cannot be built${where}: ${reason}`;
  const last = lines.length > 0 ? lines : [reason];
  return [
    `${whose} cannot be built. This step of its Dockerfile fails${where && `, line ${line}`}:`,
    `  ${brief(step)}`,
    'Its last lines:',
    ...last.map(text => `  ${text}`),
  ].join('\n');
}

/** An instruction may be a whole program. */
function brief(step: string | null): string {
  const text = (step ?? '').replace(/\s+/g, ' ');
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}
