import { join } from 'node:path';
import { EXIT, UserError, WorkFault } from '../../../errors.ts';
import { noteLines } from '../../../report/lines.ts';
import { printable } from '../../../report/printable.ts';
import { locate } from '../../../workspace/locate.ts';
import { columns } from '../../columns.ts';
import type { Context } from '../../context.ts';
import { interruptible } from '../../interrupt.ts';
import { tryLines } from './try-lines.ts';

interface Options {
  dir?: string;
  solution?: boolean;
}

export async function handler(context: Context, id: string, options: Options): Promise<void> {
  const { terminal, lab, host, cwd, typed, debug } = context;
  const exercise = (await context.catalog()).find(id);
  if (!exercise.runtimes.includes('docker'))
    throw new UserError('Services are left running on Docker alone, and this exercise runs on Kubernetes.', {
      details: [`\`${typed(`microlab exercise show ${id}`)}\` tells how to try it by hand with kubectl.`],
      fix: typed(`microlab exercise run ${id}`),
    });
  const place = options.solution
    ? { dir: join(exercise.dir, 'solution'), exists: true }
    : await locate(id, { dir: options.dir, cwd });
  if (!place.exists)
    throw new UserError(`There is no workspace at ${place.dir}.`, {
      fix: typed(`microlab exercise start ${id}`),
    });

  const { errLayout } = terminal;
  const spinner = await terminal.spinner('starting the services');
  if (!spinner) terminal.err(['Starting the services…']);
  const announce = {
    first: () => terminal.err(['Cleaning up… (Ctrl-C again ends at once)']),
    second: () =>
      terminal.err([`Ended before everything was removed. \`${typed('microlab clean')}\` removes the rest.`]),
  };
  const addresses = await interruptible(host, announce, signal =>
    lab.bringUp({
      exercise,
      workspace: place.dir,
      signal,
      note: text => terminal.err(noteLines(text, errLayout)),
      output: line => void (debug && terminal.err([errLayout.paint.dim(printable(line))])),
    }),
  )
    .catch((thrown: unknown) => {
      if (thrown instanceof WorkFault)
        throw new UserError('The services did not come up.', {
          details: [thrown.message],
          exitCode: EXIT.failed,
          cause: thrown,
        });
      throw thrown;
    })
    .finally(() => spinner?.stop());

  const { outLayout } = terminal;
  const lines = tryLines(exercise, addresses);
  terminal.out([
    ...columns(
      Object.entries(addresses).map(([name, text]) => ({ sign: '✔ runs', tone: 'good', name, text })),
      outLayout,
      '',
    ),
    ...(lines.length > 0 ? ['', 'To try:', ...lines.map(line => `  ${line}`)] : []),
    '',
    `When you are done: ${typed(`microlab exercise stop ${id}`)}`,
  ]);
}
