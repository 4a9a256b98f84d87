import { writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  oneOf,
  say,
  textOf,
} from '../../platform/index.js';
import { usualCode } from '../../requests/index.js';
import { factsFrom, readText } from './facts-file.js';
import { type FactName, FACTS } from './letter-facts.types.js';
import { factsOf, lawFor } from './letter.rules.js';
import { LETTER_KINDS, type LetterFormat, type LetterKind } from './letter.types.js';
import { lettersSentences } from './letters.sentences.js';
import { rulesOf } from './lint-letter.rules.js';
import {
  type LetterOrder,
  letterSources,
  type LetterSources,
  objections,
  prepareLetter,
  writeLetter,
} from './write-letter.js';

const KIND: readonly [string, string] = ['<kind>', LETTER_KINDS.join(', ')];
const LAW: readonly [string, string] = [
  '--law <law>',
  'id of the law, as in exports/letters/laws; the general one unless told',
];
const FACTS_FILE: readonly [string, string] = [
  '--facts <file>',
  'the facts as JSON; akta letter facts prints a skeleton',
];
const FORMATS = ['docx', 'pdf'] as const satisfies readonly LetterFormat[];

/** Needs nothing but its files: it works where no archive is. */
@Injectable()
export class PreviewLetterCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'letter preview',
    summary: 'Write a letter from facts, as a file for a word processor or as PDF',
    example: 'akta letter preview refusal --law us-il --facts facts.json --out letter.docx',
    args: [KIND],
    options: [LAW, FACTS_FILE, ['--out <file>', 'ends in .docx or .pdf']],
    permission: null,
    offline: true,
  };

  async run(call: CommandCall): Promise<CommandAnswer> {
    const { options, language } = call;
    const file = resolve(textOf(options['out']) ?? 'letter.docx');
    const format = oneOf(FORMATS, extname(file).slice(1), 'kind of file for a letter');
    const sources = letterSources();
    const order = await orderOf(call);
    const bytes = await writeLetter(sources, order, format);
    await writeFile(file, bytes);
    return {
      json: { file, bytes: bytes.length, law: lawFor(sources.letters, order.kind, order.law).law },
      text: [...fallback(sources, order), say(lettersSentences, 'letter.written', language, { file })],
    };
  }
}

@Injectable()
export class LintLetterCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'letter lint',
    summary: 'Check a letter against what the law wants in it',
    example: 'akta letter lint refusal --law us-il --facts facts.json',
    args: [KIND],
    options: [LAW, FACTS_FILE, ['--text <file>', 'the letter as plain text, where it was changed by hand']],
    permission: null,
    offline: true,
  };

  async run(call: CommandCall): Promise<CommandAnswer> {
    const { options, language } = call;
    const sources = letterSources();
    const order = await orderOf(call);
    const path = textOf(options['text']);
    const prepared = prepareLetter(sources, order, path === null ? undefined : await readText(path, language));
    const against = objections(prepared, language);
    const rules = rulesOf(sources.letters, order.kind, order.law);
    const drafts = rules.filter(({ trust }) => trust === 'draft').length;
    const law = lawFor(sources.letters, order.kind, order.law);
    const clean = say(lettersSentences, 'lint.clean', language, {
      law: law.title[language],
      rules: rules.length,
      drafts,
    });
    return {
      json: { law: law.law, rules: rules.length, drafts, faults: prepared.faults, findings: prepared.findings },
      text: [...fallback(sources, order), ...(against.length === 0 ? [clean] : against)],
      exit: against.length === 0 ? 0 : 1,
    };
  }
}

@Injectable()
export class LetterFactsCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'letter facts',
    summary: 'Print the facts a letter states, as JSON to be filled in; the values are examples',
    example: 'akta letter facts refusal --law us-il',
    args: [KIND],
    options: [LAW, ['--out <file>', 'where to write them; printed unless told']],
    permission: null,
    offline: true,
  };

  async run({ args, options, language }: CommandCall): Promise<CommandAnswer> {
    const { letters, codes } = letterSources();
    const kind = kindOf(args);
    const law = textOf(options['law']) ?? 'general';
    const library = codes.find((one) => one.law === law);
    const skeleton = Object.fromEntries(
      factsOf(letters, kind, law).map(({ name }) => [name, exampleOf(name, usualCode(library, 'address'))]),
    );
    const text = JSON.stringify(skeleton, null, 2);
    const out = textOf(options['out']);
    if (out === null) return { json: skeleton, text: [text] };
    const file = resolve(out);
    await writeFile(file, `${text}\n`);
    return { json: skeleton, text: [say(lettersSentences, 'facts.written', language, { file })] };
  }
}

export const letterCommands = [PreviewLetterCommand, LintLetterCommand, LetterFactsCommand] as const;

async function orderOf({ args, options, language }: CommandCall): Promise<LetterOrder> {
  const facts = await factsFrom(options, language);
  return { kind: kindOf(args), law: textOf(options['law']) ?? 'general', language, facts };
}

function kindOf(args: readonly string[]): LetterKind {
  return oneOf(LETTER_KINDS, args[0] ?? '', 'kind of letter');
}

/** A code of the law at hand, which the example of another law would not be. */
function exampleOf(name: FactName, code: string | null): unknown {
  const { example } = FACTS[name];
  return name === 'codes' && code !== null ? FACTS.codes.example.map((use) => ({ ...use, code })) : example;
}

function fallback({ letters }: LetterSources, { kind, law, language }: LetterOrder): readonly string[] {
  const found = lawFor(letters, kind, law).law;
  return found === law || found !== 'general' ? [] : [say(lettersSentences, 'law.fallback', language, { law })];
}
