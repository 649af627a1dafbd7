import { access, constants, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Catalog, Exercise } from '../../../content/index.ts';
import { type ExitCode, messageOf, UserError } from '../../../errors.ts';
import { newSeed } from '../../../platform/random.ts';
import { formats } from '../../../report/formats/registry.generated.ts';
import type { Report, Tier } from '../../../report/model.ts';
import { wrap } from '../../../report/wrap.ts';
import { locate } from '../../../workspace/locate.ts';
import { scaffold } from '../../../workspace/scaffold.ts';
import { type ClusterOptions, clusterChoice } from '../../cluster-options.ts';
import type { Context } from '../../context.ts';
import { interruptible } from '../../interrupt.ts';
import { liveView } from '../../live/view.ts';
import { stepLines } from '../../steps.ts';
import { version } from '../../version.ts';
import { exitCodeOf } from './exit-code.ts';
import { nextSteps } from './next-steps.ts';
import { shortPath } from './paths.ts';
import { verifiedEvent } from './verified-event.ts';

interface Options extends ClusterOptions {
  solution?: boolean;
  runtime?: string;
  check?: string[];
  tier?: Tier;
  dir?: string;
  seed?: string;
  format: keyof typeof formats;
  output?: string;
  strict?: boolean;
}

export async function handler(context: Context, id: string, options: Options): Promise<ExitCode> {
  const { lab, cwd, terminal, host, typed } = context;
  const catalog = await context.catalog();
  const exercise = catalog.find(id);
  await knownChecks(exercise, options.check ?? []);
  const output = options.output === undefined ? null : resolve(cwd, options.output);
  if (output !== null) await writable(output);
  const runtime = await lab.chooseRuntime(options.runtime, {
    kafka: exercise.kafka !== null,
    mesh: exercise.mesh,
    runtimes: exercise.runtimes,
    ...clusterChoice(options),
  });
  const workspace = options.solution
    ? join(exercise.dir, 'solution')
    : await ownWorkspace(context, exercise, options.dir);

  // A person at the terminal sees each check with its reasons as it ends; else the report says it all.
  const watched = options.format === 'text' && output === null && terminal.outIsTerminal;
  const evidenceDir = options.solution ? null : join(workspace, '.microlab', 'evidence');
  const evidence = (check: string) =>
    evidenceDir === null ? null : shortPath(join(evidenceDir, `${check}.txt`), cwd);
  const view = await liveView(terminal, {
    details: watched,
    output: context.debug,
    evidence,
    clean: typed('microlab clean'),
  });
  const only = {
    ...(options.check ? { ids: options.check } : {}),
    ...(options.tier ? { tier: options.tier } : {}),
  };
  const seed = options.seed ?? newSeed();
  const report = await interruptible(host, view.announce, signal =>
    lab.verify({ exercise, workspace, runtime, seed, only, emit: view.emit, signal, evidenceDir }),
  ).finally(view.close);

  const whole = report.checks.length === exercise.checks.length;
  if (!options.solution) await (await context.progress()).record(verifiedEvent(report, { whole }));
  if (!watched) await deliver(context, report, options.format, output);
  const next = following(catalog, id);
  const steps = nextSteps(report, { solution: options.solution ?? false, whole, dir: options.dir, next });
  terminal.err(['', ...stepLines(steps, context, terminal.errLayout)]);
  return exitCodeOf(report, { strict: options.strict ?? false });
}

/** The exercise after this one in the course. A fault in another exercise must not spoil the result of this one. */
function following(catalog: Catalog, id: string): string | undefined {
  try {
    const ids = catalog.exercises.map(exercise => exercise.id);
    return ids[ids.indexOf(id) + 1];
  } catch {
    return undefined;
  }
}

async function knownChecks({ id, checks }: Exercise, asked: readonly string[]): Promise<void> {
  const ids = checks.map(check => check.id);
  const unknown = asked.find(one => !ids.includes(one));
  if (unknown === undefined) return;
  const { didYouMean } = await import('../../../platform/nearest.ts');
  throw new UserError(`${id} has no check "${unknown}".${didYouMean(unknown, ids)}`, {
    details: [`There are: ${ids.join(', ')}`],
  });
}

/** The learner's folder; made from the template where there is none yet. */
async function ownWorkspace(context: Context, exercise: Exercise, dir: string | undefined): Promise<string> {
  const { cwd, terminal, typed } = context;
  const place = await locate(exercise.id, { dir, cwd });
  if (!place.exists) {
    await scaffold({ exercise, dir: place.dir, version: version() });
    await (await context.progress()).record({ type: 'started', exercise: exercise.id });
    const text = `There was no workspace yet: ${shortPath(place.dir, cwd)} was made from the template, and is verified now. The task: ${typed(`microlab exercise show ${exercise.id}`)}`;
    terminal.err([...wrap(text, terminal.errLayout.width), '']);
  }
  return place.dir;
}

/** Nobody should wait for a run whose report cannot be written. */
async function writable(file: string): Promise<void> {
  await access(dirname(file), constants.W_OK).catch((thrown: unknown) => {
    throw new UserError(`The report cannot be written to ${file}.`, {
      details: [messageOf(thrown)],
      fix: 'Name a file in a folder that exists, with --output.',
    });
  });
}

async function deliver(
  { terminal }: Context,
  report: Report,
  name: Options['format'],
  output: string | null,
): Promise<void> {
  const text = (await formats[name]()).format.render(report);
  if (output === null) return terminal.raw(text);
  await writeFile(output, text);
  terminal.err([`The report is in ${output}`]);
}
