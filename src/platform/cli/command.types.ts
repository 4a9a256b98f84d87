import type { Actor } from '../http/actor.js';
import type { Permission } from '../http/permissions.js';
import type { Language } from '../sentences/sentences.js';

/** What a person sees of a command before it runs. */
export interface CommandSpec {
  /** The words that call it: `key new`. */
  readonly name: string;
  readonly summary: string;
  /** What is typed after `akta`, whole. */
  readonly example: string;
  /** In order, as commander writes them: `<address>` needed, `[file]` not, `<id...>` several. */
  readonly args?: readonly (readonly [flags: string, help: string])[];
  /** `--role <role...>`; each with its help. `--json`, `--lang` and `--key-file` every command has. */
  readonly options?: readonly (readonly [flags: string, help: string])[];
  /** Refused beforehand to whom does not have it. Null: the operation itself decides. */
  readonly permission: Permission | null;
  /** Needs no installation: it is made without dependencies and opens neither database nor data folder. */
  readonly offline?: boolean;
  /**
   * `bare`: the database is opened as it is, also one that is empty or half brought back; no log is begun and nobody is
   * let in. Without a permission nobody signs in: who may read the keys of the installation acts.
   */
  readonly opens?: 'bare';
}

export interface CommandCall {
  readonly actor: Actor;
  readonly args: readonly string[];
  /** By camel-cased long name; several values where the flag takes several. */
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly language: Language;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  /** Asks for a secret, named by `wanted`: typed unseen or piped in, never an argument. @throws {Refusal} where none comes */
  readonly readSecret: (wanted: string) => Promise<string>;
  /** A line for the person who waits; never part of the answer. */
  readonly progress: (line: string) => void;
}

/** What a command answers: the same once as JSON and once in sentences. */
export interface CommandAnswer {
  readonly json: unknown;
  readonly text: readonly string[];
  /** 1 where what was looked at is wrong, 2 where a command answers that it could not look. What is thrown ends with 2. */
  readonly exit?: 0 | 1 | 2;
}

/** An operation at the command line: a provider of its module, listed beside it in `src/cli.ts`. */
export interface Command {
  run(call: CommandCall): Promise<CommandAnswer>;
}

export interface CommandClass {
  // Dependency injection fills whatever constructor the command has.
  new (...dependencies: never[]): Command;
  readonly spec: CommandSpec;
}
