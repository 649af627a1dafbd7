import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadExams } from '../../src/content/exams/index.ts';
import { loadQuestions } from '../../src/content/questions/load.ts';
import { drawPaper } from '../../src/exam/paper.ts';
import { paperJson } from '../../src/exam/print.ts';
import { tar, zip } from '../../src/policy/archive/testing.ts';
import { answersText } from './answers.ts';
import { CLASS, EXERCISES, nameOf, type Row, type Table } from './table.ts';

/** What is written for a submission: its answers, and where they go. */
export interface Written {
  row: Row;
  /** Relative to the repository: of the file with the answers, or of the archive around it. */
  path: string;
  answers: string;
}

/** The answers of the class for the paper that its seed draws from the questions as they are now. */
export async function writtenAnswers({ exam, seed, submissions }: Table): Promise<Written[]> {
  const [{ find }, { items }] = await Promise.all([loadExams(), loadQuestions([])]);
  const paper = drawPaper(find(exam), items, seed);
  const asked = paperJson(paper, new Map()).sections.flatMap(({ questions }) => questions);
  return submissions.flatMap((row, place) => {
    if (typeof row.answers === 'string') return [];
    const path = [CLASS, nameOf(row), ...(row.packed ? [] : ['answers.yaml'])].join('/');
    return { row, path, answers: answersText(row.answers, place, asked, items) };
  });
}

/** The bytes of an archive: the answers, and the exercises of another submission. The same each time. */
export async function packed({ row: { packed: how }, answers }: Written, root: string): Promise<Buffer> {
  if (!how) throw new Error('it is no archive');
  const source = join(root, CLASS, how.of);
  const top = how.top === undefined ? '' : `${how.top}/`;
  const files = EXERCISES.flatMap(id =>
    readdirSync(join(source, id), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .sort()
      .map(path => ({ name: `${top}${path.slice(source.length + 1)}`, text: readFileSync(path) })),
  );
  const entries = [
    { name: `${top}answers.yaml`, text: answers },
    ...(how.climbs ? [{ name: '../../climbed-out.txt', text: 'This must lie nowhere.\n' }] : []),
    ...files,
  ];
  if (how.as === 'zip') return zip(entries);
  return gzipSync(await tar(entries.map(entry => ({ ...entry, mtime: new Date(0) }))));
}
