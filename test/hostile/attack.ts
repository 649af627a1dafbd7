import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../../src/platform/assets.ts';

/** The rows of the threat table, in its order, and what stops each. */
export const ROWS = {
  rights: 'Rights and rooms of the machine in a compose file',
  keys: 'Keys of a compose file that reach into the machine',
  include: 'Other compose files, from the machine or the network',
  variables: 'Variables of the grader’s environment',
  context: 'Build contexts and links that lead outside',
  build: 'A build that reaches out, or leaves something for the next one',
  limits: 'Processes, memory, disk, logs, time: without end',
  ports: 'Ports of the machine',
  forged: 'Forged results',
  yaml: 'YAML bombs, huge files, files that are none',
  archives: 'Archives and folders',
  reports: 'Markup in what a report shows',
  network: 'The network',
  engine: 'The engine and the kernel',
  pods: 'Pods with rights over the node',
  kinds: 'Kinds for the whole cluster, other namespaces, tokens',
  cluster: 'Exhausting or opening the cluster',
  image: 'Another image under the expected name',
} as const;

const File = z.strictObject({
  row: z.enum(Object.keys(ROWS) as [keyof typeof ROWS]),
  tries: z.string(),
  /** How success would show. */
  success: z.string(),
  /** A function of makers.ts that makes what cannot lie in a repository. */
  make: z.string().optional(),
  /** `manifests` are held to the rules alone: no cluster is asked. */
  kind: z.enum(['submission', 'manifests']).default('submission'),
  /** It goes over a limit, so an honest submission is graded right after it, in the same place. */
  bomb: z.boolean().default(false),
  /** Graded a second time in the same place. */
  twice: z.boolean().default(false),
  /** How long it may take, for those that never end by themselves. */
  seconds: z.number().default(120),
  /** What must come of it: one of the first four, and notes. */
  expect: z.strictObject({
    /** Words that stand in the reasons. */
    refused: z.array(z.string()).optional(),
    /** Words in the message of a check that failed. */
    failed: z.string().optional(),
    /** It passes all core checks, since the attempt has no effect; words of what the service printed about it. */
    harmless: z.string().optional(),
    /** It passes or fails, depending on the moment; words of what the service printed about it. */
    any: z.string().optional(),
    /** For manifests: words that stand in what a cluster is sent in place of what was asked for. */
    sent: z.string().optional(),
    notes: z.array(z.string()).default([]),
    /** What it brings along must stand in no report as it is. */
    markup: z.boolean().default(false),
  }),
});

export type Attack = z.infer<typeof File> & { name: string; dir: string };

const CORPUS = join(packageRoot(), 'test/hostile/corpus');

/** Every attack of the corpus, by row and name. `only`: names and rows, comma-separated; empty for all. */
export function attacks(only = ''): Attack[] {
  const wanted = only.split(',').filter(name => name !== '');
  const rows = Object.keys(ROWS);
  return readdirSync(CORPUS)
    .map(name => {
      const dir = join(CORPUS, name);
      return { ...File.parse(parse(readFileSync(join(dir, 'hostile.yaml'), 'utf8'))), name, dir };
    })
    .filter(({ name, row }) => wanted.length === 0 || wanted.includes(name) || wanted.includes(row))
    .sort((a, b) => rows.indexOf(a.row) - rows.indexOf(b.row) || (a.name < b.name ? -1 : 1));
}
