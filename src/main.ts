import { realTerminal } from './cli/terminal.ts';

const argv = process.argv.slice(2);
const debug = argv.includes('--debug') || (process.env.DEBUG ?? '').split(',').includes('microlab');
const terminal = realTerminal({ plain: argv.includes('--plain') });

try {
  const { runCli } = await import('./cli/program.ts');
  process.exitCode = await runCli(argv, { terminal, debug });
} catch (thrown) {
  const { explain } = await import('./cli/failure.ts');
  const { lines, exitCode } = explain(thrown, { layout: terminal.errLayout, debug });
  terminal.err(lines);
  process.exitCode = exitCode;
}

// The process ends by itself. A connection that an engine's client forgot to close must not hold it for ever.
setTimeout(() => process.exit(), 2000).unref();
