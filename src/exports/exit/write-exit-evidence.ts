import { Injectable } from '@nestjs/common';
import { WARCSerializer } from 'warcio';
import { OpenEvidence } from '../../archive/index.js';
import { Log } from '../../audit/index.js';
import { Refusal } from '../../platform/index.js';
import type { OpenedExchange } from '../bundle/bundle.types.js';
import { mediumPath } from '../bundle/paths.rules.js';
import { about, cutRecords, type Range, wholeRecords } from '../bundle/warc-records.js';
import { blanked, WARC_OPTIONS } from '../bundle/write-exchanges.js';
import { openExchange } from '../open-content.js';
import type { ExitFolder } from './exit-folder.js';
import { rowsPath, warcPath } from './exit-paths.rules.js';
import type { ExitTold } from './exit.types.js';
import { linesIn } from './read-lines.js';

const EXCHANGES_A_FILE = 250;

export interface EvidenceCounts {
  exchanges: number;
  media: number;
  unreadable: number;
}

/** Recorded answers as WARC files and media as they were received: those the rows of the same export name, in that order. */
@Injectable()
export class WriteExitEvidence {
  constructor(
    private readonly evidence: OpenEvidence,
    private readonly log: Log,
  ) {}

  async run(folder: ExitFolder, told: ExitTold): Promise<EvidenceCounts> {
    const counts: EvidenceCounts = { exchanges: 0, media: 0, unreadable: 0 };
    const clock = await this.log.declaredClock();
    let n = 1;
    for await (const ids of batchesOf(folder.at(rowsPath('exchange')))) {
      const path = warcPath(n);
      const started = { name: path.split('/').at(-1) ?? '', at: folder.begun.begunAt, clock };
      const opened = { done: 0 };
      if (folder.has(path)) opened.done = await this.countOpen(ids);
      else await folder.write(path, this.records(ids, started, opened));
      counts.exchanges += opened.done;
      counts.unreadable += ids.length - opened.done;
      told('exchanges', counts.exchanges);
      n += 1;
    }
    for await (const line of linesIn(folder.at(rowsPath('medium')))) {
      const { id, mime }: { id: string; mime: string } = JSON.parse(line);
      counts[(await this.medium(folder, id, mime)) ? 'media' : 'unreadable'] += 1;
      told('media', counts.media);
    }
    return counts;
  }

  private async *records(
    ids: readonly string[],
    started: Parameters<typeof about>[0],
    opened: { done: number },
  ): AsyncGenerator<Uint8Array> {
    yield await WARCSerializer.serialize(about(started, 'WARC/1.1'), WARC_OPTIONS);
    for (const id of ids) {
      const exchange = await openExchange(this.evidence, id);
      if (!exchange) continue;
      opened.done += 1;
      const gone = destroyedIn(exchange);
      const records =
        gone.length === 0 ? wholeRecords(exchange, 'WARC/1.1') : cutRecords(blanked(exchange, gone), 'WARC/1.1');
      for (const record of records) yield await WARCSerializer.serialize(record, WARC_OPTIONS);
    }
  }

  /** Of a file that an earlier run wrote. */
  private async countOpen(ids: readonly string[]): Promise<number> {
    let open = 0;
    for (const id of ids) if (await openExchange(this.evidence, id)) open += 1;
    return open;
  }

  /** False where it was destroyed. */
  private async medium(folder: ExitFolder, id: string, mime: string): Promise<boolean> {
    const path = mediumPath(id, mime);
    if (folder.has(path)) return true;
    const medium = await this.evidence.medium(id).catch((error: unknown) => {
      if (error instanceof Refusal && error.problem === 'not-found') return null;
      throw error;
    });
    if (!medium) return false;
    await folder.write(path, medium.pieces());
    return true;
  }
}

function destroyedIn({ owners }: OpenedExchange): Range[] {
  return owners
    .filter(({ destroyed }) => destroyed)
    .flatMap(({ ranges }) => ranges)
    .toSorted((a, b) => a[0] - b[0]);
}

async function* batchesOf(path: string): AsyncGenerator<string[]> {
  let ids: string[] = [];
  for await (const line of linesIn(path)) {
    const { id }: { id: string } = JSON.parse(line);
    ids.push(id);
    if (ids.length < EXCHANGES_A_FILE) continue;
    yield ids;
    ids = [];
  }
  if (ids.length > 0) yield ids;
}
