import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  fullTime,
  type Language,
  oneOf,
  pageSentences,
  Refusal,
  say,
  textOf,
} from '../../platform/index.js';
import { accountNamed } from '../find-named.js';
import { INCIDENT_KINDS, type IncidentFacts } from './incident.types.js';
import { EndIncident, NoteIncident } from './note-incident.js';
import { readIncidents } from './read-incidents.js';

const ACCOUNT = ['<account>', 'its id or handle'] as const;

@Injectable()
export class NoteIncidentCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'incident add',
    summary: 'Mark a stretch in which what an account showed was not its owner’s doing',
    example:
      'akta incident add @newford@social.newford.example hijacked --from 2026-05-18T02:10:00Z --to 2026-05-18T06:00:00Z --reason "Password stolen; report 26-113"',
    args: [ACCOUNT, ['<kind>', INCIDENT_KINDS.join(', ')]],
    options: [
      ['--from <time>', 'when it began, RFC 3339'],
      ['--to <time>', 'when it ended; left out while it lasts'],
      ['--reason <text>', 'how it is known'],
    ],
    permission: 'account.manage',
  };

  constructor(
    private readonly note: NoteIncident,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const accountId = await accountNamed(this.database, args[0] ?? '');
    const to = textOf(options['to']);
    const incident = await this.note.run(actor, {
      accountId,
      kind: oneOf(INCIDENT_KINDS, args[1] ?? '', 'kind of incident'),
      from: textOf(options['from']) ?? '',
      reason: textOf(options['reason']) ?? '',
      ...(to === null ? {} : { to }),
    });
    return { json: incident, text: [inWords(incident, await zoneOf(this.database, accountId), language)] };
  }
}

@Injectable()
export class EndIncidentCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'incident end',
    summary: 'Say that an incident is over',
    example:
      'akta incident end @newford@social.newford.example 0192f1a0-0000-7000-8000-000000000001 --reason "Access won back"',
    args: [ACCOUNT, ['<incident>', 'its id']],
    options: [
      ['--to <time>', 'when it ended, RFC 3339; now unless given'],
      ['--reason <text>', 'how it is known'],
    ],
    permission: 'account.manage',
  };

  constructor(
    private readonly endIncident: EndIncident,
    private readonly database: DataSource,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const accountId = await accountNamed(this.database, args[0] ?? '');
    const to = textOf(options['to']);
    const incident = await this.endIncident.run(actor, {
      accountId,
      incidentId: idOf(args[1] ?? ''),
      reason: textOf(options['reason']) ?? '',
      ...(to === null ? {} : { to }),
    });
    return { json: incident, text: [inWords(incident, await zoneOf(this.database, accountId), language)] };
  }
}

@Injectable()
export class ListIncidentsCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'incident list',
    summary: 'Stretches in which what an account showed was not its owner’s doing',
    example: 'akta incident list @newford@social.newford.example',
    args: [ACCOUNT],
    permission: 'account.read',
  };

  constructor(private readonly database: DataSource) {}

  async run({ args, language }: CommandCall): Promise<CommandAnswer> {
    const accountId = await accountNamed(this.database, args[0] ?? '');
    const incidents = await readIncidents(this.database, [accountId]);
    const zone = await zoneOf(this.database, accountId);
    const none = say(pageSentences, 'incident.none', language);
    const text = incidents.flatMap((one) => [inWords(one, zone, language), `  ${one.id}`]);
    return { json: incidents, text: text.length === 0 ? [none] : text };
  }
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function idOf(typed: string): string {
  if (ID.test(typed)) return typed.toLowerCase();
  throw new Refusal('invalid-input', 'An incident is named by its id. akta incident list shows the ids.');
}

export const incidentCommands = [NoteIncidentCommand, EndIncidentCommand, ListIncidentsCommand] as const;

function inWords({ kind, from, to, reason }: IncidentFacts, zone: string, language: Language): string {
  const what = say(pageSentences, `incident.${kind}`, language);
  const values = { what, from: fullTime(from, zone, language), reason };
  if (to === null) return say(pageSentences, 'incident.lasts', language, values);
  return say(pageSentences, 'incident.ended', language, { ...values, to: fullTime(to, zone, language) });
}

async function zoneOf(database: DataSource, accountId: string): Promise<string> {
  const [row]: { zone: string }[] = await database.query(
    `SELECT b.zone FROM account a JOIN body b ON b.id = a.body_id WHERE a.id = $1`,
    [accountId],
  );
  return row?.zone ?? 'UTC';
}
