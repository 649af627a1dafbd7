import { expect, test } from 'vitest';
import { rulesFault } from './promtool.ts';

const says = (exitCode: number, output: string) => async () => ({ exitCode, output });

// Each output is what promtool 2.53.3 printed.
test('rules that promtool finds right have no fault', async () => {
  expect(await rulesFault('', says(0, 'Checking standard input\n  SUCCESS: 1 rules found\n'))).toBeNull();
});

test('an expression that cannot be read is told with file and line', async () => {
  const fault = await rulesFault(
    '',
    says(
      1,
      'Checking standard input\n  FAILED:\n5:11: group "a", rule 1, "X": could not parse expression: 1:10: parse error: unclosed left parenthesis\n',
    ),
  );
  expect(fault?.message).toContain('prometheus/rules.yaml:5: ');
  expect(fault?.message).toContain(': group "a", rule 1, "X": could not parse expression');
});

test('a key that does not exist is told with its line, whichever stream came first', async () => {
  const fault = await rulesFault(
    '',
    says(
      1,
      '  FAILED:\nyaml: unmarshal errors:\n  line 6: field fo not found in type rulefmt.RuleNode\nChecking standard input\n',
    ),
  );
  expect(fault?.message).toContain('prometheus/rules.yaml:6: ');
  expect(fault?.message).toContain('field fo not found');
});

test('what is said twice is told once, and a fault without a line names the file', async () => {
  const twice = await rulesFault('', says(1, '  FAILED:\nyaml: line 3: bad\nyaml: line 3: bad\n'));
  expect(twice?.message.match(/bad/g)).toHaveLength(1);
  const none = await rulesFault('', says(1, '  FAILED:\nunknown unit " sec" in duration "10 sec"\n'));
  expect(none?.message).toMatch(/^prometheus\/rules\.yaml: /);
});

test('a promtool that did not run is no fault of the work', async () => {
  await expect(rulesFault('', says(125, 'docker: no such image'))).rejects.toThrow(/exit code 125/);
});
