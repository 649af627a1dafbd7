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
    const failures = [];
    const fail = (where, errors) => failures.push(`✖ ${where.join(' › ')}\n${errors.map(said).join('')}`);
    let passed = 0;
    for (const error of unhandled) fail(['outside of any test'], [error]);
    for (const module of modules) {
      const file = module.relativeModuleId;
      if (module.errors().length > 0) fail([file], module.errors());
      for (const suite of module.children.allSuites())
        if (suite.errors().length > 0) fail([file, suite.fullName], suite.errors());
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result();
        if (state === 'passed') passed++;
        if (state === 'failed') fail([file, test.fullName], errors);
      }
    }
    appendFileSync(join(process.env.STAGE_RESULTS, 'failures'), failures.join(''));
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
