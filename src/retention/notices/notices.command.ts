import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  fullTime,
  type Language,
  listOf,
  ParseId,
  say,
  shownSafely,
  textOf,
} from '../../platform/index.js';
import { ReadHolds } from '../read-holds.js';
import { AcknowledgeNotice } from './acknowledge-notice.js';
import type { HoldNoticeView } from './notice.types.js';
import { holdNoticeSentences } from './notices.sentences.js';
import { ReadHoldNotices } from './read-hold-notices.js';
import { WriteNotices } from './write-notices.js';

const MOST_SHOWN = { limit: 200 };

@Injectable()
export class NotifyCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'hold notify',
    summary: 'Tell custodians what they have to keep, and remind them weekly until they acknowledge it',
    example: 'akta hold notify 2026-L-001 --to inez "Ellen Brandt <ellen@newford.example>"',
    args: [['<hold>', 'its number or id']],
    options: [
      ['--to <custodian...>', 'a login; or a name, with an e-mail address or without'],
      ['--text <text>', 'what they are told; the usual words unless told'],
    ],
    permission: 'hold.manage',
  };

  constructor(
    private readonly holds: ReadHolds,
    private readonly write: WriteNotices,
    private readonly read: ReadHoldNotices,
  ) {}

  async run({ actor, args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { id: holdId } = await this.holds.one(actor, args[0] ?? '');
    const text = textOf(options['text']);
    await this.write.run(actor, { holdId, to: listOf(options['to']), ...(text === null ? {} : { text }) });
    return listed(await this.read.list(actor, { holdId }, MOST_SHOWN), language);
  }
}

@Injectable()
export class ListNoticesCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'hold notices',
    summary: 'Show who was told of a hold and who has acknowledged it; without one, what you were told yourself',
    example: 'akta hold notices 2026-L-001',
    args: [['[hold]', 'its number or id']],
    permission: null,
  };

  constructor(
    private readonly holds: ReadHolds,
    private readonly read: ReadHoldNotices,
  ) {}

  async run({ actor, args, language }: CommandCall): Promise<CommandAnswer> {
    const [named] = args;
    if (named === undefined) {
      const own = await this.read.own(actor, MOST_SHOWN);
      const answer = listed(own, language);
      return { ...answer, text: [...answer.text, ...own.items.map(({ text }) => shownSafely(text))] };
    }
    const { id: holdId } = await this.holds.one(actor, named);
    return listed(await this.read.list(actor, { holdId }, MOST_SHOWN), language);
  }
}

@Injectable()
export class AcknowledgeCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'hold acknowledge',
    summary: 'Acknowledge a notice: your own, or how somebody who does not sign in here has acknowledged it',
    example: 'akta hold acknowledge 0199f3a2-7c1e-7b04-9d5e-2f6a8c1b3d4e --said "Signed letter of 3 June 2026"',
    args: [['<notice>', 'its id, as `akta hold notices` shows it']],
    options: [['--said <text>', 'how; needed where it is not your own']],
    permission: null,
  };

  constructor(private readonly acknowledge: AcknowledgeNotice) {}

  async run({ actor, args, options }: CommandCall): Promise<CommandAnswer> {
    const noticeId = new ParseId().transform(args[0] ?? '');
    const said = textOf(options['said']);
    await this.acknowledge.run(actor, { noticeId, ...(said === null ? {} : { said }) });
    return {
      json: { id: noticeId, acknowledged: true },
      text: ['The notice is acknowledged. Nobody is reminded of it any more.'],
    };
  }
}

export const noticeCommands = [NotifyCommand, ListNoticesCommand, AcknowledgeCommand] as const;

function listed(page: { readonly items: readonly HoldNoticeView[] }, language: Language): CommandAnswer {
  const lines = page.items.map((notice) =>
    say(holdNoticeSentences, 'line', language, {
      number: notice.hold.number,
      to: shownSafely(notice.to),
      state: stateInWords(notice, language),
      id: notice.id,
    }),
  );
  return { json: page, text: lines.length > 0 ? lines : [say(holdNoticeSentences, 'none', language)] };
}

function stateInWords(notice: HoldNoticeView, language: Language): string {
  const { state, fault, hold, sentAt, reminders, acknowledged } = notice;
  const at = (time: string | null): string => (time === null ? '' : fullTime(time, hold.zone, language));
  const tell = (
    key: keyof typeof holdNoticeSentences,
    values: Readonly<Record<string, string | number>> = {},
  ): string => say(holdNoticeSentences, key, language, values);
  if (acknowledged !== null) {
    const { by, said } = acknowledged;
    return tell('state.acknowledged', { at: at(acknowledged.at), by: shownSafely(by), said: shownSafely(said) });
  }
  if (state === 'sent') return tell('state.sent', { at: at(sentAt), n: reminders });
  return tell(state === 'ended' ? 'state.ended' : fault === null ? 'state.waiting' : `state.${fault}`);
}
