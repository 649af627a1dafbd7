import { Command, CommanderError } from 'commander';
import { EXIT, type ExitCode } from '../errors.ts';
import * as clean from './commands/clean.ts';
import * as cluster from './commands/cluster/index.ts';
import * as completion from './commands/completion.ts';
import * as content from './commands/content/index.ts';
import * as doctor from './commands/doctor.ts';
import * as exam from './commands/exam/index.ts';
import * as exercise from './commands/exercise/index.ts';
import * as grade from './commands/grade.ts';
import * as progress from './commands/progress/index.ts';
import * as quiz from './commands/quiz/index.ts';
import { type Act, createContext, type GlobalOptions, type Setting } from './context.ts';
import { gather } from './values.ts';
import { version } from './version.ts';

const EXAMPLES = `
Begin with:
  microlab                                 where you are, and what to do next
  microlab quiz                            the questions that are due, and some new ones
  microlab exercise run saga --solution    see a whole run`;

const GROUPS = [quiz, exercise, exam, grade, progress, cluster, content, doctor, clean];

/** The command tree. Handlers are loaded when they are run. */
function createProgram(act: Act, groups = [...GROUPS, completion]): Command {
  const program = new Command('microlab')
    .description('Practise microservices: build them, and have their behaviour verified on real engines.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .helpCommand(false)
    .option('--content <dir>', "add a folder of an author's own exercises (may be given again)", gather)
    .option('--plain', 'draw nothing over anything: one line after the other')
    .option('--debug', 'show what tools print, and where a mistake happened')
    .showHelpAfterError('(add --help to see what there is)')
    .addHelpText('after', EXAMPLES)
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    // What is not a command is looked at by the handler, which knows the names.
    .allowExcessArguments()
    .action(act(() => import('./commands/home.handler.ts')));
  for (const { register } of groups) register(program, act);
  return program;
}

/** The command tree as the tab key sees it: it does nothing, and the completion library adds its own commands. */
export const bareProgram = (): Command => createProgram(() => async () => {}, GROUPS);

/** Runs the command of an argument list. Returns the exit code; throws what the command throws. */
export async function runCli(argv: readonly string[], setting: Setting): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const act: Act = load =>
    async function (...params) {
      const { handler } = await load();
      const context = createContext(setting, this.optsWithGlobals<GlobalOptions>());
      exitCode = (await handler(context, ...params)) ?? EXIT.ok;
    };
  try {
    await createProgram(act).parseAsync([...argv], { from: 'user' });
  } catch (thrown) {
    // Commander has said what is wrong, or printed the help that was asked for.
    if (!(thrown instanceof CommanderError)) throw thrown;
    return thrown.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
  return exitCode;
}
