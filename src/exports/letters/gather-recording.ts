import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AccountView, type BodyView, ReadAccounts, ReadGaps } from '../../archive/index.js';
import { Log } from '../../audit/index.js';
import { type Actor, Clock, demand, fullTime, type Language, programFolder, say } from '../../platform/index.js';
import { localDay } from '../../requests/index.js';
import { PAYLOAD_MANIFEST, TAG_MANIFEST } from '../bundle/bagit.rules.js';
import { bundleName, type ExportJob } from '../export.types.js';
import { readPacked } from '../bundle/read-packed.js';
import { unseenMinutes } from '../renderers/gaps.rules.js';
import { gapLine } from './facts-in-words.rules.js';
import { FindAnswer } from './find-answer.js';
import type { HashFact, LetterFacts } from './letter-facts.types.js';
import { lettersSentences } from './letters.sentences.js';

/** Files of a bundle that are named one by one; the manifests, which are named too, name all. */
const FILES_NAMED = 40;
const NAMED = /^data\/(?:[^/]+|pdf\/[^/]+)$/;
const CUSTODY = ['export.started', 'export.built', 'export.approved', 'export.downloaded'] as const;

interface Step {
  readonly type: (typeof CUSTODY)[number];
  readonly at: Date;
  readonly who: string | null;
}

/** What a certification of a bundle states: the system, what it recorded and how, the hashes, and whose hands it went through. */
@Injectable()
export class GatherRecording {
  // oxlint-disable-next-line max-params -- a certification states what six others know
  constructor(
    private readonly database: DataSource,
    private readonly accounts: ReadAccounts,
    private readonly gaps: ReadGaps,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly answers: FindAnswer,
  ) {}

  async run(actor: Actor, exportId: string, language: Language): Promise<{ bodyId: string; facts: LetterFacts }> {
    demand(actor, 'export.make');
    const job = await this.answers.ready(exportId);
    const { accounts, body } = await this.scopeOf(job);
    const [root] = await this.database.query<{ size: string; root: Buffer }[]>(
      `SELECT size, root FROM checkpoint WHERE size = $1`,
      [job.checkpoint_size],
    );
    const facts: LetterFacts = {
      bodyName: body.name,
      bodyCountry: body.country,
      date: localDay(this.clock.now(), body.zone),
      system: `Akta ${programVersion()}`,
      accuracy: say(lettersSentences, 'accuracy', language),
      captured: accounts.map((account) => capturedLine(account, body, language)),
      ...(await this.gapFacts(job, { accounts, body }, language)),
      ...((await this.log.declaredClock()) === 'simulated'
        ? { clockSource: say(lettersSentences, 'clock.simulated', language) }
        : {}),
      ...(root === undefined ? {} : { logRoot: root.root.toString('base64'), logSize: Number(root.size) }),
      ...(await this.answers.marksOf(job)),
      hashes: await hashesIn(this.answers.pathsOf(job)[0] ?? '', bundleName(job)),
      custody: (await this.steps(job.id)).map(({ type, at, who }) =>
        say(lettersSentences, `custody.${type}`, language, {
          at: fullTime(at.toISOString(), body.zone, language),
          who: who ?? 'Akta',
        }),
      ),
    };
    return { bodyId: body.id, facts };
  }

  private async scopeOf({ id, selection }: ExportJob): Promise<{ accounts: readonly AccountView[]; body: BodyView }> {
    const ids = selection.accounts.map((account) => account.id);
    const accounts = (await this.accounts.all()).filter((account) => ids.includes(account.id));
    const body = (await this.accounts.bodies()).find((one) => one.id === accounts[0]?.bodyId);
    if (!body) throw new Error(`Export ${id} is of no body`);
    return { accounts, body };
  }

  private async gapFacts(
    { selection, made_at: at }: ExportJob,
    { accounts, body }: { accounts: readonly AccountView[]; body: BodyView },
    language: Language,
  ): Promise<Pick<LetterFacts, 'gaps' | 'gapMinutes'>> {
    const [first] = selection.accounts;
    const gaps = await this.gaps.run({
      accountIds: accounts.map(({ id }) => id),
      ...(first?.from ? { from: new Date(first.from) } : {}),
      ...(first?.to ? { to: new Date(first.to) } : {}),
    });
    const now = at.toISOString();
    const lines = gaps.map((gap) =>
      gapLine({ ...gap, minutes: unseenMinutes([gap], now) }, { zone: body.zone, accounts }, language),
    );
    return { gaps: lines, gapMinutes: unseenMinutes(gaps, now) };
  }

  private steps(exportId: string): Promise<Step[]> {
    return this.database.query(
      `SELECT e.type, e.at, p.name AS who
         FROM audit_event e LEFT JOIN person p ON 'person:' || p.id = e.actor
        WHERE e.facts->>'export' = $1 AND e.type = ANY($2::text[]) GROUP BY e.type, e.at, p.name ORDER BY e.at, min(e.id::text)`,
      [exportId, CUSTODY],
    );
  }
}

function capturedLine(
  { title, handle, url, addedAt, counts }: AccountView,
  { zone }: BodyView,
  language: Language,
): string {
  const { items, versions } = counts;
  const since = fullTime(addedAt, zone, language);
  return say(lettersSentences, 'captured.line', language, {
    name: `${title} (${handle})`,
    url,
    since,
    items,
    versions,
  });
}

/** The manifests and the files of a bundle that stand for the others, with the hashes the manifests say. */
async function hashesIn(zip: string, name: string): Promise<readonly HashFact[]> {
  const manifests = await readPacked(zip, [PAYLOAD_MANIFEST, TAG_MANIFEST].map((one) => `${name}.${one}`)); // prettier-ignore
  const listed = manifests.get(`${name}.${PAYLOAD_MANIFEST}`)?.toString('utf8') ?? '';
  const named = listed.split('\n').flatMap((line) => {
    const [, sha256 = '', path = ''] = /^([0-9a-f]{64}) {1,2}(.+)$/.exec(line) ?? [];
    return NAMED.test(path) ? [{ path, sha256 }] : [];
  });
  const own = [TAG_MANIFEST, PAYLOAD_MANIFEST].flatMap((path) => {
    const bytes = manifests.get(`${name}.${path}`);
    return bytes === undefined ? [] : [{ path, sha256: createHash('sha256').update(bytes).digest('hex') }];
  });
  return [...own, ...named.slice(0, FILES_NAMED)];
}

function programVersion(): string {
  const { version }: { version?: unknown } = JSON.parse(readFileSync(join(programFolder(), 'package.json'), 'utf8'));
  return String(version);
}
