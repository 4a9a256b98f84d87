import type { CommandClass } from '../platform/index.js';
import { keyCommands } from './key.command.js';
import { personCommands } from './person.command.js';

/** For the list of all commands. */
export const identityCommands: readonly CommandClass[] = [...keyCommands, ...personCommands];
