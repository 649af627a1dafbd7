import { describe, expect, it } from 'vitest';
import { substitute } from './substitute.ts';

const variables: Record<string, string> = { PORT: '5000', EMPTY: '', Low: 'er' };
const of = (text: string) => substitute(text, name => variables[name]);

describe('variables in a compose file', () => {
  it.each([
    ['plain', 'plain'],
    ['$PORT:$PORT', '5000:5000'],
    ['a${PORT}b', 'a5000b'],
    ['${Low}', 'er'],
    ['$$PORT', '$PORT'],
    ['$${PORT}', '${PORT}'],
    ['${NONE:-80}', '80'],
    ['${NONE-80}', '80'],
    ['${EMPTY:-80}', '80'],
    ['${EMPTY-80}', ''],
    ['${PORT:-80}', '5000'],
    ['${PORT:?must be set}', '5000'],
    ['${NONE:-http://a:1/b-c}', 'http://a:1/b-c'],
    ['${NONE:-${PORT}}', '5000'],
    ['${NONE:-${OTHER:-deep}}x', 'deepx'],
    ['${PORT:+yes}', 'yes'],
    ['${EMPTY:+yes}', ''],
    ['${EMPTY+yes}', 'yes'],
    ['${NONE:-}', ''],
    ['${NONE:-a$$b}', 'a$b'],
  ])('%s becomes %s', (text, expected) => {
    expect(of(text)).toEqual({ text: expected, unset: [], problem: null });
  });

  it('names what is not set', () => {
    expect(of('$NONE/${OTHER}')).toEqual({ text: '/', unset: ['NONE', 'OTHER'], problem: null });
  });

  it.each([
    ['${NONE:?say which}', 'The variable NONE must be set in .env: say which.'],
    ['${EMPTY:?}', 'The variable EMPTY must be set in .env.'],
    ['${PORT', '`${PORT` has a `${` without its `}`.'],
    ['${}', '`${}` is not a variable that compose understands.'],
    ['${A/B}', '`${A/B}` is not a variable that compose understands.'],
    ['cost $5', '`cost $5` has a `$` that begins no variable. For a plain dollar sign write `$$`.'],
    ['$(date)', '`$(date)` has a `$` that begins no variable. For a plain dollar sign write `$$`.'],
  ])('%s is wrong', (text, problem) => {
    expect(of(text).problem).toBe(problem);
  });
});
