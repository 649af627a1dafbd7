import type { ExamResult, ExerciseResult, GradesFormat } from '../../src/report/grades/model.ts';
import type { Attack } from './attack.ts';
import type { Graded } from './ground.ts';

/** What a report of a submission may have, in characters of JSON. */
const MOST = 1_000_000;
/** Markup as it is, where a reader of the format would act on it. */
const RAW: Readonly<Record<string, RegExp>> = {
  html: /<script>hostile|<img src=x|(?!\n)\p{Cc}|\u202e/u,
  junit: /<script>hostile|<img src=x|\]\]>hostile|(?!\n)\p{Cc}|\u202e/u,
  markdown: /(?<!\\)(<script>hostile|<img src=x)|^::|(?!\n)\p{Cc}|\u202e/mu,
  text: /(?!\n)\p{Cc}|\u202e/u,
  json: /(?!\n)\p{Cc}/u,
  gradescope: /(?!\n)\p{Cc}/u,
};

/** Where a format shows text as it is, and nobody acts on it: CDATA sections, code. */
const QUOTED: Readonly<Record<string, RegExp>> = {
  junit: /<!\[CDATA\[[\s\S]*?\]\]>/g,
  markdown: /^(`{3,})[^`\n]*\n[\s\S]*?^\1`*$|(`+)(?!`)[^\n]*?[^`\n]\2(?!`)/gm,
};

/** What came of an attack, in a few words; for the table. */
export function outcomeOf({ result, printed }: Graded, { expect }: Attack): string {
  const { status, reasons, report } = exerciseOf(result);
  if (status === 'refused') return `refused: ${first(reasons)}`;
  const failed = report?.checks.find(check => check.status === 'failed' && check.tier === 'core');
  if (failed) return `failed: ${first([failed.message ?? failed.title])}`;
  const tried = triedBy(printed)[0];
  if (expect.notes.length > 0) return `passed over: ${first(result.notes)}`;
  return tried ? `no effect: ${tried.replace(/^tried /, '')}` : 'no effect';
}

interface Known {
  /** The marker of the grader's environment and files. */
  secret: string;
  /** What an attempt prints where it works. */
  proof: string;
  filled(text: string): string;
  formats: readonly GradesFormat[];
}

/** Everything that is wrong with what came of an attack: empty where it was contained. */
export function faultsOf(
  { name, expect }: Attack,
  { result, printed }: Graded,
  { secret, proof, filled, formats }: Known,
): string[] {
  const exercise = exerciseOf(result);
  const { status, reasons, report, core } = exercise;
  const text = JSON.stringify(result);
  const everything = `${text}\n${printed}`;
  const failed = (report?.checks ?? []).filter(check => check.status === 'failed');
  const messages = failed.map(check => `${check.message} ${JSON.stringify(check.actual)}`).join('\n');
  const faults: string[] = [];
  const must = (holds: boolean, text: string) => {
    if (!holds) faults.push(text);
  };
  must(!everything.includes(secret), `the grader's secret came out`);
  must(!everything.includes(proof), `it succeeded: ${lineWith(everything, proof)}`);
  must(text.length <= MOST, `its report has ${text.length} characters`);
  must(result.verdict !== 'inconclusive', `no clear verdict: ${reasons.join(' ')}`);
  if (expect.refused) {
    must(status === 'refused', `expected refused, got ${status} (${messages})`);
    for (const word of expect.refused)
      must(reasons.join('\n').includes(word), `no reason says "${word}": ${reasons.join('\n')}`);
  } else if (expect.failed !== undefined) {
    must(status === 'graded', `expected failed, got ${status}: ${reasons.join('\n')}`);
    must(failed.length > 0 && core.earned < core.possible, 'expected a failed core check');
    must(
      messages.includes(filled(expect.failed)),
      `no failure says "${expect.failed}": ${messages.slice(0, 2000)}`,
    );
  } else {
    must(status === 'graded', `expected graded, got ${status}: ${reasons.join('\n')}`);
    if (expect.harmless !== undefined)
      must(core.earned === core.possible, `expected all core points, got ${core.earned} (${messages})`);
    const words = filled(expect.harmless ?? expect.any ?? '');
    must(
      printed.includes(words) || messages.includes(words),
      `nothing printed says "${words}": ${printed.slice(0, 2000)}`,
    );
  }
  for (const word of expect.notes)
    must(result.notes.join('\n').includes(word), `no note says "${word}": ${result.notes.join('\n')}`);
  if (expect.markup) faults.push(...rawMarkup(result, formats));
  return faults.map(fault => `${name}: ${fault}`);
}

function rawMarkup(result: ExamResult, formats: readonly GradesFormat[]): string[] {
  return formats.flatMap(format => {
    const text = format.one(result).replaceAll(QUOTED[format.name] ?? /$^/g, '…');
    const at = text.search(RAW[format.name] ?? /$^/);
    return at === -1
      ? []
      : [`${format.name} holds as it is: ${JSON.stringify(text.slice(Math.max(0, at - 60), at + 60))}`];
  });
}

const triedBy = (printed: string) => printed.split('\n').filter(line => line.startsWith('tried '));

function exerciseOf({ sections }: ExamResult): ExerciseResult {
  const found = sections.flatMap(({ exercises }) => exercises)[0];
  if (!found) throw new Error('the exam has no exercise');
  return found;
}

const first = ([text = '']: readonly string[]) => text.split('\n')[0] ?? '';
const lineWith = (text: string, word: string) =>
  text
    .split(/\n|\\n/)
    .find(line => line.includes(word))
    ?.slice(0, 300);

/** The same for manifests, which are held to the rules alone: `sent` is what a cluster would get; null where they are refused. */
export function manifestFaults(
  { name, expect }: Attack,
  { sent, reasons }: { sent: string | null; reasons: readonly string[] },
): string[] {
  const text = reasons.join('\n');
  if (expect.refused) {
    const missing = expect.refused.filter(word => !text.includes(word));
    return missing.map(word => `${name}: no reason says "${word}": ${text}`);
  }
  const gone = expect.harmless ?? '';
  if (sent === null) return [`${name}: it is refused: ${text}`];
  const missing = expect.sent !== undefined && !sent.includes(expect.sent);
  return [
    ...(sent.includes(gone) ? [`${name}: what is sent holds "${gone}"`] : []),
    ...(missing ? [`${name}: what is sent does not hold "${expect.sent}"`] : []),
  ];
}
