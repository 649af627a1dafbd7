import { inWords } from '../../../platform/duration.ts';
import { printable } from '../../../report/printable.ts';
import { wrap } from '../../../report/wrap.ts';
import type { Context } from '../../context.ts';
import { interruptible } from '../../interrupt.ts';
import { confirm } from '../../prompt.ts';
import { quoted, stepLines } from '../../steps.ts';

interface Options {
  with?: 'istio';
  context?: string;
  yes?: boolean;
}

const DID = { created: 'was made', started: 'was started', found: 'is there' } as const;

export async function handler(context: Context, options: Options): Promise<void> {
  const { terminal, lab, host } = context;
  const { outLayout, errLayout } = terminal;
  const { paint } = outLayout;
  const begun = host.now();
  const announce = {
    first: () => terminal.err(['Cleaning up… (Ctrl-C again ends at once)']),
    second: () =>
      terminal.err([
        `Ended before everything was removed. \`${context.typed('microlab cluster down')}\` removes the rest.`,
      ]),
  };
  const up = await interruptible(host, announce, signal =>
    lab.clusterUp({
      context: options.context,
      istio: options.with === 'istio',
      confirm: async question => options.yes || confirm(context, question, '--yes'),
      output: line => terminal.err([errLayout.paint.dim(printable(line))]),
      signal,
    }),
  );
  if (up === null) return terminal.out(['Nothing was done.']);

  const { cluster, did, version, istio } = up;
  const name = cluster.own ? 'microlab’s cluster' : `The cluster of ${cluster.context}`;
  const what = `Kubernetes ${version}${istio === null ? '' : `, Istio ${istio.version}`}`;
  const how = cluster.own ? '' : ` --context ${quoted(cluster.context)}`;
  const took = inWords(host.now() - begun);
  terminal.out([
    paint.good(`✔ ${name} ${DID[did]}: ${what} (${took}).`),
    ...(cluster.own
      ? stepLines(
          [
            { text: 'Exercises on Kubernetes use it from now on:', command: 'microlab exercise list' },
            { text: 'To remove it:', command: 'microlab cluster down' },
          ],
          context,
          outLayout,
        )
      : [
          ...wrap(
            'Nothing about it is remembered. Name it each time, or set MICROLAB_CONTEXT:',
            outLayout.width,
          ),
          `  ${paint.code(context.typed(`microlab exercise run <id>${how}`))}`,
        ]),
  ]);
}
