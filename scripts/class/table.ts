import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** How a made-up learner answers the questions of the paper: so many of each kind. */
export interface AnswerPlan {
  right?: number;
  /** The shares that answers with several parts reach, as fractions: `1/3`. */
  partly?: string[];
  wrong?: number;
  invalid?: number;
  unanswered?: number;
  /** Answers to questions that are not on the paper. */
  foreign?: number;
  /** When it says that it was handed in; null says nothing. */
  submitted?: string | null;
  crlf?: boolean;
  /** It lies in an archive that is refused. */
  unread?: boolean;
}

/** What an exercise of a submission must reach, and the checks that do not pass. */
export interface Expected {
  core: number;
  stretch: number;
  failed?: string[];
  skipped?: string[] | 'all';
}

export interface Row {
  id: string;
  /** Its name in the class, where that is not its id. */
  folder?: string;
  about: string;
  /** none: no file. broken: one that is no YAML, kept as it is. */
  answers: AnswerPlan | 'none' | 'broken';
  packed?: { as: 'zip' | 'tar.gz'; of: string; top?: string; climbs?: boolean };
  late?: boolean;
  'user-service': Expected | 'absent' | 'refused';
  'health-check': Expected | 'absent' | 'refused';
  mark: number;
}

export interface Table {
  exam: string;
  seed: string;
  due: string;
  submissions: Row[];
}

export const CLASS = 'test/class';
export const EXERCISES = ['user-service', 'health-check'] as const;

/** The table of the class with the marks that it must get. @param root of the repository */
export const readTable = (root: string): Table => parse(readFileSync(`${root}/${CLASS}.marks.yaml`, 'utf8'));

/** The name of a submission in the class: of its folder or archive. */
export const nameOf = ({ id, folder, packed }: Row) => (packed ? `${id}.${packed.as}` : (folder ?? id));
