import type { CommandClass } from '../platform/index.js';
import { keyCommands } from './key.command.js';
import { personCommands } from './person.command.js';
import { factorCommands } from './second-factor/factor.command.js';
import { SessionsCommand } from './sessions/session.command.js';

/** For the list of all commands. */
export const identityCommands: readonly CommandClass[] = [
  ...keyCommands,
  ...personCommands,
  ...factorCommands,
  SessionsCommand,
];
