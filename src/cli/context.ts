import type { Command } from 'commander';
import type { Exams } from '../content/exams/index.ts';
import type { Catalog } from '../content/index.ts';
import type { Questions } from '../content/questions/load.ts';
import type { ExitCode } from '../errors.ts';
import type { Keeper } from '../progress/index.ts';
import { hanging } from '../report/wrap.ts';
import { type Host, processHost } from './interrupt.ts';
import { type Lab, lab } from './lab.ts';
import type { Terminal } from './terminal.ts';

/** Options that every command has. */
export interface GlobalOptions {
  content?: string[];
  plain?: boolean;
  debug?: boolean;
}

/** What a command's handler works with. Nothing else reaches it from outside, so that a test can give all of it. */
export interface Context {
  readonly terminal: Terminal;
  readonly lab: Lab;
  readonly cwd: string;
  readonly host: Host;
  readonly debug: boolean;
  /** Nothing is drawn: no bars, nothing over anything. */
  readonly plain: boolean;
  /** All content: what is built in, and what `--content` names. */
  catalog(): Promise<Catalog>;
  /** All questions of it, and what they need to know of its exercises. */
  questions(): Promise<Questions>;
  /** All exams of it. */
  exams(): Promise<Exams>;
  progress(): Promise<Keeper>;
  /** A command as the person would type it: `npx microlab …` where that is how this one was started. */
  typed(command: string): string;
}

export interface Setting {
  terminal: Terminal;
  debug: boolean;
  lab?: Lab;
  cwd?: string;
  host?: Host;
  env?: Readonly<Record<string, string | undefined>>;
}

export function createContext(setting: Setting, { content = [], plain = false }: GlobalOptions): Context {
  const {
    terminal,
    debug,
    lab: parts = lab,
    cwd = process.cwd(),
    host = processHost,
    env = process.env,
  } = setting;
  const warn = (text: string) => terminal.err(hanging('note: ', text, terminal.errLayout.width));
  let progress: Promise<Keeper> | undefined;
  return {
    terminal,
    debug,
    plain,
    lab: parts,
    cwd,
    host,
    catalog: () => parts.catalog(content),
    questions: () => parts.questions(content),
    exams: () => parts.exams(content),
    progress() {
      progress ??= parts.progress(warn);
      return progress;
    },
    typed: command => (env.npm_command === 'exec' ? `npx ${command}` : command),
  };
}

/** A handler: the context, then what commander read. Returns the exit code; nothing means 0. */
// biome-ignore lint/suspicious/noExplicitAny: each handler says what its own arguments are
type Handler = (context: Context, ...params: any[]) => Promise<ExitCode> | Promise<void>;

/** Makes a command's action of the module that holds its handler, loaded when the command is run. */
export type Act = (
  load: () => Promise<{ handler: Handler }>,
) => (this: Command, ...params: unknown[]) => Promise<void>;

/** A file of `commands/`: adds a command to its group. */
export type Register = (group: Command, act: Act) => void;
