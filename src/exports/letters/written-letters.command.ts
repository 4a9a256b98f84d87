import { writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  type Language,
  oneOf,
  ParseId,
  Refusal,
  say,
  textOf,
} from '../../platform/index.js';
import { ReadRequests } from '../../requests/index.js';
import { bodyNamed } from '../../retention/index.js';
import { EnterLetter } from './enter-letter.js';
import { factsFrom } from './facts-file.js';
import { FACTS, type LetterFacts } from './letter-facts.types.js';
import { LETTER_KINDS } from './letter.types.js';
import { Letterheads } from './letterhead.js';
import { lettersSentences } from './letters.sentences.js';
import { ReadLetters } from './read-letters.js';
import { isFact } from './read-facts.rules.js';

const FORMATS = ['docx', 'pdf'] as const;
const PAPERS = ['declaration', 'statement'] as const;

@Injectable()
export class WriteLetterCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'letter write',
    summary: 'Write a letter about a request, or a certification of a bundle, from what the archive knows of it',
    example: 'akta letter write acknowledgement --request 2026-0031 --out letter.docx',
    args: [['<kind>', LETTER_KINDS.join(', ')]],
    options: [
      ['--request <number>', 'the request it is about; it is written in the language of the request'],
      ['--export <id>', 'of a declaration or statement: the finished export it is about, in the language of --lang'],
      ['--facts <file>', 'what only a person knows, as JSON: reasons of codes, a question, a day'],
      ['--ground <kind>', 'of an extension that is only announced: its ground in the list of the law'],
      ['--until <day>', 'of an extension that is only announced: the day it names'],
      ['--out <file>', 'ends in .docx or .pdf; the name of the letter unless told'],
    ],
    permission: 'request.read',
  };

  constructor(
    private readonly requests: ReadRequests,
    private readonly enter: EnterLetter,
    private readonly read: ReadLetters,
  ) {}

  async run(call: CommandCall): Promise<CommandAnswer> {
    const { actor, options, language } = call;
    const out = textOf(options['out']);
    const format = out === null ? 'docx' : oneOf(FORMATS, extname(out).slice(1), 'kind of file for a letter');
    const id = await this.written(call, Object(await factsFrom(options, language)));
    const letter = await this.read.one(actor, id);
    const { name, bytes } = await this.read.file(actor, id, format);
    const file = resolve(out ?? name);
    await writeFile(file, bytes);
    return {
      json: { ...letter, file },
      text: [
        say(lettersSentences, 'letter.written', language, { file }),
        say(lettersSentences, 'letter.entered', language, { name: letter.name }),
      ],
    };
  }

  private async written({ actor, args, options, language }: CommandCall, facts: object): Promise<string> {
    const [request, made] = [textOf(options['request']), textOf(options['export'])];
    if (made !== null) {
      const kind = oneOf(PAPERS, args[0] ?? '', 'kind of paper about a bundle');
      return this.enter.ofExport(actor, new ParseId().transform(made), { kind, language, facts });
    }
    if (request === null) {
      throw new Refusal('invalid-input', 'Say what the letter is about: --request, or --export for a certification.');
    }
    const [ground, until] = [textOf(options['ground']), textOf(options['until'])];
    const extension = { ...(ground === null ? {} : { kind: ground }), ...(until === null ? {} : { until }) };
    const kind = oneOf(LETTER_KINDS, args[0] ?? '', 'kind of letter');
    return this.enter.ofRequest(actor, (await this.requests.one(actor, request)).id, { kind, facts, extension });
  }
}

@Injectable()
export class LetterheadCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'letter head',
    summary: 'Show or set what the letters of a body say in each case: its address, who signs, where one appeals',
    example: 'akta letter head --facts letterhead.json',
    options: [
      ['--body <body>', 'name or id of the body; not needed where there is one'],
      ['--facts <file>', 'the facts as JSON, in the place of those set before; shown unless told'],
    ],
    permission: 'request.read',
  };

  constructor(
    private readonly database: DataSource,
    private readonly letterheads: Letterheads,
  ) {}

  async run({ actor, options, language }: CommandCall): Promise<CommandAnswer> {
    const bodyId = await bodyNamed(this.database, textOf(options['body']));
    if (textOf(options['facts']) === null) {
      const head = await this.letterheads.one(actor, bodyId, language);
      return { json: head, text: linesOf(head.facts, language) };
    }
    const facts: object = Object(await factsFrom(options, language));
    const head = await this.letterheads.set(actor, { bodyId, language, facts });
    const set = say(lettersSentences, 'letterhead.set', language, { count: Object.keys(head.facts).length });
    return { json: head, text: [set, ...linesOf(head.facts, language)] };
  }
}

export const writtenLetterCommands = [WriteLetterCommand, LetterheadCommand] as const;

function linesOf(facts: LetterFacts, language: Language): readonly string[] {
  return Object.entries(facts).flatMap(([name, value]) =>
    isFact(name) ? [`${name} (${FACTS[name].label[language]}): ${[value].flat().map(String).join(', ')}`] : [],
  );
}
