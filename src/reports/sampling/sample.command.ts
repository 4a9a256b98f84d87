import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accountNamed } from '../../accounts/index.js';
import {
  type Command,
  type CommandAnswer,
  type CommandCall,
  type CommandSpec,
  type Language,
  listOf,
  needed,
  oneOf,
  Refusal,
  say,
  textOf,
  wholeOf,
} from '../../platform/index.js';
import { DrawSample } from './draw-sample.js';
import { indexCsv, indexRow, type IndexRow } from './index-rows.js';
import { ReadSamples } from './read-samples.js';
import { RenderPaper } from './render-paper.js';
import { type AskedSample, type SampleView, STRATIFY } from './sample.types.js';
import { samplingSentences } from './sampling.sentences.js';

@Injectable()
export class AuditSampleCommand implements Command {
  static readonly spec: CommandSpec = {
    name: 'audit sample',
    summary: 'Draw items that another auditor can draw again, and write one working paper for each',
    example: 'akta audit sample --n 60 --seed 7 --stratify state --out papers',
    options: [
      ['--n <number>', 'how many items; 60 unless told'],
      ['--seed <text>', 'one line you write down beforehand: it and the log decide what is drawn'],
      ['--stratify <by>', `${STRATIFY.join(' or ')}; by state, each state has at least one`],
      ['--account <account...>', 'only of these accounts: handle or id'],
      ['--from <day>', 'first day of posting, by the clock of the body'],
      ['--to <day>', 'last day of posting, inclusive'],
      ['--log-size <entries>', 'as the log stood at this size: to draw a sample again'],
      ['--out <folder>', 'where to write the papers; a folder named after the sample unless told'],
    ],
    permission: 'audit.read',
  };

  constructor(
    private readonly database: DataSource,
    private readonly draw: DrawSample,
    private readonly samples: ReadSamples,
    private readonly render: RenderPaper,
  ) {}

  async run(call: CommandCall): Promise<CommandAnswer> {
    const { actor, options, language } = call;
    const asked = await this.asked(options);
    const out = textOf(options['out']);
    if (out !== null) await expectEmpty(resolve(out));
    const sample = await this.samples.one(actor, await this.draw.run(actor, asked));
    const folder = resolve(out ?? `sample-${sample.id}`);
    await mkdir(folder, { recursive: true });
    const { rows, wrong } = await this.write(call, { sample, folder });
    await writeFile(join(folder, 'index.csv'), indexCsv(rows));
    await writeFile(join(folder, 'index.json'), `${JSON.stringify({ ...sample, papers: rows }, null, 2)}\n`);
    return {
      json: { ...sample, folder, wrong },
      text: inWords(sample, { folder, wrong, language }),
      exit: wrong.length === 0 ? 0 : 1,
    };
  }

  /** One after the other: what is in memory is one paper, however many there are. */
  private async write(
    { actor, language, progress, signal }: CommandCall,
    { sample, folder }: { readonly sample: SampleView; readonly folder: string },
  ): Promise<{ rows: IndexRow[]; wrong: number[] }> {
    const rows: IndexRow[] = [];
    const wrong: number[] = [];
    for (const { place } of sample.drawn) {
      signal.throwIfAborted();
      const paper = await this.render.run(actor, { sample, place, language });
      await writeFile(join(folder, paper.name), paper.bytes);
      await writeFile(join(folder, paper.name.replace(/pdf$/, 'json')), `${JSON.stringify(paper.facts, null, 2)}\n`);
      rows.push(indexRow(paper));
      if (paper.wrong) wrong.push(place);
      if (place % 10 === 0) {
        progress(say(samplingSentences, 'told.progress', language, { place, n: sample.drawn.length }));
      }
    }
    return { rows, wrong };
  }

  private async asked(options: CommandCall['options']): Promise<AskedSample> {
    const accountIds: string[] = [];
    for (const named of listOf(options['account'])) accountIds.push(await accountNamed(this.database, named));
    const logSize = wholeOf(options['logSize'], '--log-size');
    return {
      n: wholeOf(options['n'], '--n') ?? 60,
      seed: needed(options['seed'], '--seed', 'A seed'),
      stratify: oneOf(STRATIFY, textOf(options['stratify']) ?? 'none', 'way to stratify'),
      accountIds,
      from: textOf(options['from']) ?? undefined,
      to: textOf(options['to']) ?? undefined,
      ...(logSize === null ? {} : { logSize }),
    };
  }
}

/** Papers of two samples in one folder would be taken for one. */
async function expectEmpty(folder: string): Promise<void> {
  const found = await readdir(folder).catch((error: unknown) => {
    if (Object(error).code === 'ENOENT') return [];
    throw new Refusal('invalid-input', `${folder} is no folder that can be written to. Name another: --out`);
  });
  if (found.length > 0) throw new Refusal('invalid-input', `${folder} is not empty. Name another folder: --out`);
}

function inWords(
  sample: SampleView,
  {
    folder,
    wrong,
    language,
  }: { readonly folder: string; readonly wrong: readonly number[]; readonly language: Language },
): string[] {
  const { seed, population, logSize: size, strata, drawn } = sample;
  const n = drawn.length;
  return [
    say(samplingSentences, 'told.drawn', language, { n, population, seed, size }),
    ...strata.map(({ stratum, items, drawn: of }) =>
      say(samplingSentences, 'told.stratum', language, {
        stratum: say(samplingSentences, `stratum.${stratum}`, language),
        items,
        drawn: of,
      }),
    ),
    say(samplingSentences, 'told.written', language, { n, folder }),
    say(samplingSentences, 'told.again', language, { command: commandOf(sample) }),
    ...(wrong.length === 0
      ? []
      : [say(samplingSentences, 'told.wrong', language, { n: wrong.length, places: wrong.join(', ') })]),
  ];
}

/** What draws the same again, whatever has happened since. */
export function commandOf({ n, seed, stratify, accountIds, from, to, logSize }: SampleView): string {
  return [
    `akta audit sample --n ${n} --seed ${JSON.stringify(seed)} --stratify ${stratify}`,
    ...(accountIds === null ? [] : [`--account ${accountIds.join(' ')}`]),
    ...(from === null ? [] : [`--from ${from}`]),
    ...(to === null ? [] : [`--to ${to}`]),
    `--log-size ${logSize}`,
  ].join(' ');
}

/** For the list of all commands. */
export const sampleCommands = [AuditSampleCommand] as const;
