// A Vitest reporter for stages.sh: appends `PASSED FAILED` to the file counts of STAGE_RESULTS, and to its file failures what each
// failure said, also those outside of any test: hooks, files that could not be read, errors that nobody caught.
import { appendFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const LINES = 20;

/** @implements {import('vitest/reporters').Reporter} */
export default class {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly import('vitest').SerializedError[]} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    const failures = unhandled.map(error => ({ where: 'outside of any test', errors: [error] }));
    let passed = 0;
    for (const module of modules) {
      const failed = of =>
        failures.push({ where: `${module.relativeModuleId} › ${of.fullName ?? ''}`, errors: of.errors() });
      for (const of of [module, ...module.children.allSuites()]) if (of.errors().length > 0) failed(of);
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result();
        if (state === 'passed') passed++;
        if (state === 'failed') failed({ fullName: test.fullName, errors: () => errors });
      }
    }
    const text = failures.map(({ where, errors }) => `✖ ${where}\n${errors.map(said).join('')}`).join('');
    appendFileSync(join(process.env.STAGE_RESULTS, 'failures'), text);
    appendFileSync(join(process.env.STAGE_RESULTS, 'counts'), `${passed} ${failures.length}\n`);
  }
}

const said = ({ message, diff = '', stacks = [] }) => {
  const at = stacks.slice(0, 1).map(({ file, line }) => `at ${relative('', file)}:${line}`);
  const lines = stripVTControlCharacters(`${message}\n${diff}`)
    .split('\n')
    .filter(line => line.trim() !== '');
  return [...at, ...lines.slice(0, LINES)].map(line => `    ${line}\n`).join('');
};
