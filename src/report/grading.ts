/** What the table needs of an exercise and of a row of `content check`. */
interface Graded {
  id: string;
  title: string;
  checks: readonly { id: string; tier: string }[];
}

interface Row {
  exercise: string;
  subject: string;
  name: string;
  ok: boolean;
  saw: string;
  failed: readonly string[];
}

/** Exercise × work × check, as Markdown: which wrong solution is caught by what, and what the right ones do. */
export function gradingTable(exercises: readonly Graded[], rows: readonly Row[]): string {
  return [
    '# What the checks catch',
    '',
    'Written by `npm run grading`, from a real run of `microlab content check`. ● the check that the mutant names, ○ one that fails for the same cause.',
    ...exercises.flatMap(exercise =>
      section(
        exercise,
        rows.filter(row => row.exercise === exercise.id),
      ),
    ),
    '',
  ].join('\n');
}

function section({ id, title, checks }: Graded, rows: readonly Row[]): string[] {
  const right = rows.filter(({ subject }) => subject !== 'mutant' && subject !== 'check');
  const mutants = rows.filter(({ subject }) => subject === 'mutant');
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    '',
    `## ${id}: ${title}`,
    '',
    line(['right work', 'result']),
    line(['---', '---']),
    ...right.map(({ subject, name, ok, saw }) =>
      line([subject === name ? name : `${subject} ${name}`, `${ok ? '' : 'NOT AS IT SHOULD BE: '}${saw}`]),
    ),
    '',
    line(['mutant', ...checks.map(check => (check.tier === 'stretch' ? `*${check.id}*` : check.id))]),
    line(['---', ...checks.map(() => ':-:')]),
    ...mutants.map(({ name, failed, ok }) =>
      line([
        ok ? name : `${name} (NOT AS IT SHOULD BE)`,
        ...checks.map(check => (failed[0] === check.id ? '●' : failed.includes(check.id) ? '○' : '')),
      ]),
    ),
  ];
}
