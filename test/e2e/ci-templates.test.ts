import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, describe, expect, test } from 'vitest';

// The templates in docs/ci, by the tools made for them.

const lint = (folder = 'docs/ci') =>
  execa('bash', ['scripts/lint-ci.sh', folder], { all: true, reject: false, env: { NO_COLOR: '1' } });
const scratch: string[] = [];
afterEach(() => {
  for (const folder of scratch.splice(0)) rmSync(folder, { recursive: true });
});

test('the CI templates are well formed', async () => {
  const { exitCode, all } = await lint();
  expect(exitCode, all).toBe(0);
  expect(all).toContain('github-grade.yml and github-caller.yml are fine');
});

describe('the linters see', () => {
  test.each([
    ['an input that nobody declared', 'github-caller.yml', 'exam: basic', 'exams: basic'],
    ['a job that is not there', 'github-grade.yml', 'needs: collect', 'needs: collection'],
    ['a key that GitLab does not know', 'gitlab-grade.yml', 'stage: grade', 'stages: grade'],
  ])('%s', async (_, file, right, wrong) => {
    const folder = mkdtempSync(join(tmpdir(), 'microlab-lint-'));
    scratch.push(folder);
    cpSync('docs/ci', folder, { recursive: true });
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).toContain(right);
    writeFileSync(join(folder, file), text.replace(right, wrong));
    const { exitCode, all } = await lint(folder);
    expect(exitCode, all).not.toBe(0);
  });
});
