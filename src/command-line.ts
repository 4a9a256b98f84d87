import { readFileSync } from 'node:fs';
import { Command as Commander, CommanderError } from 'commander';
import { accountCommands, incidentCommands, messageCommands } from './accounts/index.js';
import { archiveCommands, keysCommands, scrubCommands } from './archive/index.js';
import { auditCommands } from './audit/index.js';
import {
  canaryCommands,
  captureCommands,
  differenceCommands,
  handCommands,
  importCommands,
  latencyCommands,
  openMessageCommands,
} from './capture/index.js';
import {
  CertificateCommand,
  exitCommands,
  exportCommands,
  letterCommands,
  linkCommands,
  packageCommands,
  writtenLetterCommands,
} from './exports/index.js';
import { Authenticate, identityCommands } from './identity/index.js';
import { backupCommands, integrityCommands, rebuildCommands } from './integrity/index.js';
import {
  type Actor,
  type Clock,
  type Command,
  type CommandAnswer,
  type CommandClass,
  type Config,
  demand,
  type Env,
  readConfig,
  type ReadSecret,
  Refusal,
  type Secrets,
} from './platform/index.js';
import { reportCommands, sampleCommands } from './reports/index.js';
import {
  calendarCommands,
  clockCommands,
  erasureCommands,
  handleCommands,
  requestCommands,
  reviewCommands,
} from './requests/index.js';
import {
  captureAgainCommands,
  dispositionCommands,
  policyCommands,
  retentionCommands,
  scheduleCommands,
  transferCommands,
} from './retention/index.js';
import { discoverCommands, searchCommands } from './search/index.js';
import { openAkta, operatorKeyFile } from './start-akta.js';

/** Every command; each is a provider of its module. */
export const COMMANDS: readonly CommandClass[] = [
  ...identityCommands,
  ...accountCommands,
  ...incidentCommands,
  ...messageCommands,
  ...archiveCommands,
  ...keysCommands,
  ...scrubCommands,
  ...searchCommands,
  ...discoverCommands,
  ...auditCommands,
  ...captureCommands,
  ...handCommands,
  ...importCommands,
  ...differenceCommands,
  ...canaryCommands,
  ...latencyCommands,
  ...openMessageCommands,
  ...retentionCommands,
  ...policyCommands,
  ...scheduleCommands,
  ...dispositionCommands,
  ...transferCommands,
  ...packageCommands,
  ...captureAgainCommands,
  CertificateCommand,
  ...requestCommands,
  ...handleCommands,
  ...erasureCommands,
  ...reviewCommands,
  ...integrityCommands,
  ...backupCommands,
  ...rebuildCommands,
  ...clockCommands,
  ...calendarCommands,
  ...exportCommands,
  ...exitCommands,
  ...linkCommands,
  ...letterCommands,
  ...writtenLetterCommands,
  ...sampleCommands,
  ...reportCommands,
];

export interface Terminal {
  readonly env: Env;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Absent where nobody can be asked for a secret. */
  readonly readSecret?: ReadSecret;
}

/** Who works where no archive is has no rights in any. */
const NOBODY: Actor = { kind: 'person', personId: '', name: '', permissions: new Set() };

type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Runs one command and answers its exit code: 0 done, 1 what was looked at is wrong, 2 refused or could not look. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> {
  let exit: 0 | 1 | 2 = 0;
  const program = new Commander('akta').description('The public-records archive for official accounts.');
  // Without it a command that has others below it takes their options for its own.
  program.enablePositionalOptions();
  settle(program, terminal);
  for (const command of COMMANDS) {
    define(program, command, terminal, async (typed, options) => {
      exit = await carryOut(command, typed, options, terminal);
    });
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return exit;
}

function settle(command: Commander, terminal: Terminal): void {
  command.exitOverride().configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
}

function define(
  program: Commander,
  { spec }: CommandClass,
  terminal: Terminal,
  action: (args: readonly string[], options: Options) => Promise<void>,
): void {
  const words = spec.name.split(' ');
  let parent = program;
  for (const word of words.slice(0, -1)) {
    const group = parent.commands.find((command) => command.name() === word) ?? parent.command(word);
    // What follows the last word is that command's own, where a command has others below it.
    group.enablePositionalOptions();
    settle(group, terminal);
    parent = group;
  }
  const command = parent.command(words.at(-1) ?? '').description(spec.summary);
  settle(command, terminal);
  for (const [flags, help] of spec.args ?? []) command.argument(flags, help);
  for (const [flags, help] of spec.options ?? []) command.option(flags, help);
  command
    .option('--json', 'answer as one JSON value')
    .option('--lang <language>', 'en or pl', 'en')
    .option('--key-file <file>', 'the API key to act with; AKTA_KEY or this machine’s own unless told')
    .addHelpText('after', `\nExample:\n  ${spec.example}`)
    .action(() => action(command.args, command.opts()));
}

async function carryOut(
  command: CommandClass,
  args: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<0 | 1 | 2> {
  try {
    const answer = await perform(command, args, options, terminal);
    terminal.out(options['json'] === true ? `${JSON.stringify(answer.json)}\n` : lines(answer.text));
    return answer.exit ?? 0;
  } catch (error) {
    const problem = error instanceof Refusal ? error.problem : null;
    const detail = error instanceof Error ? error.message : String(error);
    if (options['json'] === true) terminal.out(`${JSON.stringify({ type: problem ?? 'about:blank', detail })}\n`);
    else terminal.err(lines([detail]));
    return problem === 'integrity-failure' ? 1 : 2;
  }
}

function lines(text: readonly string[]): string {
  return text.map((line) => `${line}\n`).join('');
}

async function perform(
  command: CommandClass,
  args: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<CommandAnswer> {
  const call = {
    args,
    options,
    language: options['lang'] === 'pl' ? 'pl' : 'en',
    signal: terminal.signal,
    readSecret: terminal.readSecret ?? nobodyToAsk,
    progress: (line: string): void => terminal.err(lines([line])),
  } as const;
  if (command.spec.offline === true) return new command().run({ ...call, actor: NOBODY });
  const { config, secrets } = readConfig(terminal.env);
  const bare = command.spec.opens === 'bare';
  const akta = await openAkta({ config, secrets, clock: terminal.clock, bare });
  try {
    const isOpenToAll = bare && command.spec.permission === null;
    const authenticate = akta.context.get(Authenticate, { strict: false });
    const actor = isOpenToAll ? NOBODY : await personOf(keyOf(options, config, secrets), authenticate);
    if (command.spec.permission !== null) demand(actor, command.spec.permission);
    const performer: Command = akta.context.get(command, { strict: false });
    return await performer.run({ ...call, actor });
  } finally {
    await akta.close();
  }
}

function nobodyToAsk(wanted: string): Promise<never> {
  return Promise.reject(new Refusal('invalid-input', `${wanted} is missing, and nobody is there to type it.`));
}

/** Whoever can read this machine's key file is its operator. */
function keyOf(options: Options, config: Config, secrets: Secrets): string {
  const file = options['keyFile'];
  if (typeof file !== 'string' && secrets.key !== null) return secrets.key;
  const path = typeof file === 'string' ? file : operatorKeyFile(config);
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new Refusal('not-signed-in', `The key file ${path} cannot be read. Name yours: --key-file`, {}, { cause });
  }
}

async function personOf(key: string, authenticate: Authenticate): Promise<Actor> {
  const known = await authenticate.byKey(key);
  if (known) return known.actor;
  throw new Refusal('not-signed-in', 'The key is not known, has expired or was revoked. Name another: --key-file');
}
