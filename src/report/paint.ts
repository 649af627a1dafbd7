/** How text is given weight. What each means is said in words as well: colour is never the only sign. */
export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  doubt(text: string): string;
  dim(text: string): string;
  strong(text: string): string;
  /** Something to type, or a name from code. */
  code(text: string): string;
  /** A value in a listing. */
  literal(text: string): string;
}

const same = (text: string) => text;

/** Text as it is: for files, pipes and NO_COLOR. */
export const noPaint: Paint = {
  good: same,
  bad: same,
  doubt: same,
  dim: same,
  strong: same,
  code: same,
  literal: same,
};
