import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { registries, staleRegistries } from '../../scripts/registries.ts';

test('the generated registries are what their folders hold (else: npm run registries)', () => {
  expect(staleRegistries('.').map(({ file }) => file)).toEqual([]);
});

test('every module of a folder is listed, tests and the registry itself are not', () => {
  const root = mkdtempSync(join(tmpdir(), 'microlab-registries-'));
  try {
    const put = (folder: string, ...files: string[]) => {
      mkdirSync(join(root, folder), { recursive: true });
      for (const file of files) writeFileSync(join(root, folder, file), '');
    };
    put('src/checks/kinds', 'http.ts', 'cut-off.ts', 'http.test.ts', 'registry.generated.ts');
    put('src/report/formats', 'json.ts');
    put('src/report/grades/formats', 'csv.ts');
    const [kinds, formats, grades] = registries(root);
    expect(kinds?.text).toContain(
      "import { kind as cutOff } from './cut-off.ts';\nimport { kind as http } from './http.ts';\n",
    );
    expect(kinds?.text).toContain('[cutOff, http]');
    expect(kinds?.text).not.toContain('test');
    expect(formats?.text).toContain("json: () => import('./json.ts')");
    expect(grades?.text).toContain("csv: () => import('./csv.ts')");
    expect(staleRegistries(root)).toHaveLength(3);
  } finally {
    rmSync(root, { recursive: true });
  }
});
