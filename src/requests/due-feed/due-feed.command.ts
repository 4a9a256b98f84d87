import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandClass,
  type CommandSpec,
  say,
} from '../../platform/index.js';
import { CloseDueFeed } from './close-due-feed.js';
import { feedSentences } from './feed.sentences.js';
import { OpenDueFeed } from './open-due-feed.js';

@Injectable()
export class SubscribeCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request subscribe',
    summary: 'Make an address at which your calendar reads the deadlines of requests',
    example: 'akta request subscribe --lang pl',
    permission: 'request.read',
  };

  constructor(private readonly feed: OpenDueFeed) {}

  async run({ actor, language }: CommandCall): Promise<CommandAnswer> {
    const opened = await this.feed.run(actor, { language });
    const base = opened.url === null ? [say(feedSentences, 'opened.base', language)] : [];
    return { json: opened, text: [opened.url ?? opened.path, ...base, say(feedSentences, 'opened', language)] };
  }
}

@Injectable()
export class UnsubscribeCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'request unsubscribe',
    summary: 'End your address for calendars: it opens nothing any more',
    example: 'akta request unsubscribe',
    permission: 'request.read',
  };

  constructor(private readonly feeds: CloseDueFeed) {}

  async run({ actor, language }: CommandCall): Promise<CommandAnswer> {
    const open = await this.feeds.open(actor);
    for (const { id } of open) await this.feeds.run(actor, id);
    const said = open.length === 0 ? 'closed.none' : 'closed';
    return { json: { closed: open.map(({ id }) => id) }, text: [say(feedSentences, said, language)] };
  }
}

/** For the list of all commands. */
export const dueFeedCommands: readonly CommandClass[] = [SubscribeCommand, UnsubscribeCommand];
