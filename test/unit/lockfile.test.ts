import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

// npm leaves a platform's optional package out of the lock file where its registry did not have it at that moment,
// and then `npm ci` refuses the lock file everywhere.
test('the lock file names the optional packages of every platform', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      name => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});
