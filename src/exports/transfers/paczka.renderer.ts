import { Temporal } from 'temporal-polyfill';
import type { ItemView, Pieces } from '../../archive/index.js';
import type { OpenedParts } from '../bundle/bundle.types.js';
import { mediumPath, numbered } from '../bundle/paths.rules.js';
import { BagWriter, type Content, writeContent } from '../bundle/write-bag.js';
import { csvOf } from '../bundle/write-csv.js';
import { paperOf } from '../letters/letter.rules.js';
import { renderLetterPdf } from '../letters/renderers/letter-pdf.renderer.js';
import { htmlItem, htmlPage } from '../renderers/html.renderer.js';
import { Teller } from '../renderers/tell-bundle.js';
import { createdAt, creatorOf, descriptionOfItem, titleOfItem } from './describe-item.rules.js';
import { formatOf } from './formats.rules.js';
import { metadane, type Metadane } from './metadane.rules.js';
import { caseSign, caseTitle, SPIS_COLUMNS, spisCells, spisPaper, type SpisRow } from './spis.rules.js';
import type { TransferPlan, TransferRenderer, TransferWork } from './transfer.types.js';

/** A case: what one account published in one year. */
interface Case {
  readonly accountId: string;
  readonly sign: string;
  readonly title: string;
  first: string;
  last: string;
  documents: number;
  bytes: number;
}

interface Document {
  readonly name: string;
  readonly bytes: Content;
  readonly title: string;
  readonly description: string;
}

/**
 * Paczka archiwalna: `dokumenty`, `metadane` and `sprawy`, nothing packed smaller; beside it the spis zdawczo-odbiorczy as
 * CSV and PDF and the list of digests. Of an item: a page to be read, each version as it was recorded, each picture.
 */
export const paczka: TransferRenderer = async (work) => {
  const { plan, archive } = work;
  const writer = await BagWriter.create(archive, '', { stored: true });
  try {
    const cases = await new Paczka(writer, work).write();
    const rows = cases.map((one, i) => rowOf(one, i + 1, plan));
    const { language } = plan.profile;
    await writer.writeStream(`${plan.name}-spis.csv`, csvOf(SPIS_COLUMNS[language], spisCells(rows, language)));
    const facts = { kind: 'transfer', number: plan.listNumber, body: plan.body, archive: plan.archive } as const;
    const authority = plan.about.authority.citation[language];
    const paper = spisPaper({ ...facts, authority, day: plan.at.slice(0, 10), rows }, language, paperOf(plan.country));
    await writer.write(`${plan.name}-spis.pdf`, await renderLetterPdf(paper));
    return { commit: await writer.finishListed(`${plan.name}-manifest-sha256.txt`) };
  } finally {
    await writer.abandon();
  }
};

class Paczka {
  private readonly cases = new Map<string, Case>();
  private readonly accounts = new Map<string, number>();
  private readonly teller;

  constructor(
    private readonly writer: BagWriter,
    private readonly work: TransferWork,
  ) {
    const plan = { release: null, asked: { zone: work.plan.zone } } as const;
    this.teller = new Teller(plan, work.plan.profile.language, new Map());
  }

  async write(): Promise<Case[]> {
    const { content, plan, progress } = this.work;
    let no = 0;
    for await (const item of content.items()) {
      no += 1;
      const belongs = this.caseOf(item);
      for await (const document of this.documents(item, no)) await this.put(item, document, belongs);
      await progress(no);
    }
    const cases = [...this.cases.values()];
    for (const [i, one] of cases.entries()) {
      await this.writer.write(`${plan.name}/sprawy/${numbered(i + 1)}.xml`, metadane(this.ofCase(one)));
    }
    return cases;
  }

  private async *documents(item: ItemView, no: number): AsyncGenerator<Document> {
    const base = numbered(no);
    const title = titleOfItem(item);
    const media = new Map<string, string>();
    for (const version of item.versions) {
      const opened = await this.work.content.partsOf(version.snapshotId);
      const recorded = opened.parts.find(({ name }) => name === 'item.json');
      const what = `${base}.html, wersja ${version.number}`;
      if (recorded) {
        yield { name: `${base}-v${version.number}.json`, bytes: recorded.bytes, title, description: `Zapis ${what}` };
      }
      for (const medium of version.media) {
        const part = partOf(opened, medium.ordinal);
        if (medium.mediumId === null || part === null || media.has(medium.mediumId)) continue;
        const ending = mediumPath(medium.mediumId, medium.mime).split('.').at(-1) ?? 'bin';
        const name = `${base}-m${media.size + 1}.${ending}`;
        media.set(medium.mediumId, name);
        yield { name, bytes: part, title: medium.alt === '' ? title : medium.alt, description: `Załącznik do ${what}` };
      }
    }
    yield { name: `${base}.html`, bytes: this.page(item, no, media), title, description: descriptionOfItem(item) };
  }

  /** What people read: every version with its pictures, and what was found out later. */
  private page(item: ItemView, no: number, media: ReadonlyMap<string, string>): string {
    const versions = item.versions.map((version) => ({
      ...version,
      media: version.media.map((medium) => ({ ...medium, href: media.get(medium.mediumId ?? '') ?? null })),
    }));
    const told = this.teller.item(no, { ...item, versions });
    const body = htmlItem(told, { anchor: `item-${numbered(no)}`, reply: false, up: '' });
    return htmlPage({ language: this.teller.language, title: titleOfItem(item), style: '', body });
  }

  private async put(item: ItemView, { name, bytes, title, description }: Document, belongs: Case): Promise<void> {
    const { plan } = this.work;
    const { mime } = formatOf(name);
    const path = `${plan.name}/dokumenty/${name}`;
    await writeContent(this.writer, path, bytes);
    const size = this.writer.factsOf(path)?.bytes ?? 0;
    belongs.documents += 1;
    belongs.bytes += size;
    const author = creatorOf(item, plan.body);
    const of: Metadane = {
      ...this.shared(belongs),
      published: [createdAt(item)],
      mime,
      bytes: size,
      id: `urn:uuid:${item.id}#${name}`,
      description,
      author: author === plan.body ? null : author,
      type: typeOf(mime),
      title,
      language: item.versions.at(-1)?.lang ?? null,
    };
    await this.writer.write(`${plan.name}/metadane/${name}.xml`, metadane(of));
  }

  private ofCase(one: Case): Metadane {
    return {
      ...this.shared(one),
      published: one.first === one.last ? [one.first] : [one.first, one.last],
      mime: 'application/octet-stream',
      bytes: one.bytes,
      id: `urn:uuid:${this.work.plan.packageId}#${one.sign}`,
      description: `Liczba dokumentów: ${one.documents}`,
      author: null,
      type: 'kolekcja',
      title: one.title,
      language: this.work.plan.profile.language,
    };
  }

  private shared({ sign, title }: Case): Pick<Metadane, 'sign' | 'group' | 'category' | 'qualifiedOn' | 'body'> {
    const { about, profile, at, body } = this.work.plan;
    const { language } = profile;
    const group = `${about.series} ${about.title[language]}: ${title}`;
    return { sign, group, category: profile.category ?? 'A', qualifiedOn: at.slice(0, 10), body };
  }

  private caseOf(item: ItemView): Case {
    const { plan } = this.work;
    const at = createdAt(item);
    const year = String(Temporal.Instant.from(at).toZonedDateTimeISO(plan.zone).year);
    const key = `${item.accountId} ${year}`;
    const number = this.accounts.get(item.accountId) ?? this.accounts.size + 1;
    this.accounts.set(item.accountId, number);
    const handle = plan.accounts.get(item.accountId)?.handle ?? item.accountId;
    const found = this.cases.get(key) ?? {
      accountId: item.accountId,
      sign: caseSign(plan.about.series, number, year),
      title: caseTitle(handle, year, plan.profile.language),
      first: at,
      last: at,
      documents: 0,
      bytes: 0,
    };
    if (at < found.first) found.first = at;
    if (at > found.last) found.last = at;
    this.cases.set(key, found);
    return found;
  }
}

function partOf({ parts, large = [] }: OpenedParts, ordinal: number): Buffer | Pieces | null {
  return [...parts, ...large].find(({ name }) => name === `medium-${ordinal}`)?.bytes ?? null;
}

function typeOf(mime: string): Metadane['type'] {
  if (mime.startsWith('image/')) return 'obraz nieruchomy';
  if (mime.startsWith('video/')) return 'obraz ruchomy';
  if (mime.startsWith('audio/')) return 'dźwięk';
  return mime.startsWith('text/') ? 'tekst' : 'dane';
}

function rowOf({ sign, title, first, last, documents }: Case, no: number, plan: TransferPlan): SpisRow {
  const day = (at: string): string => Temporal.Instant.from(at).toZonedDateTimeISO(plan.zone).toPlainDate().toString();
  const heading = plan.about.title[plan.profile.language];
  return { no, sign, series: plan.about.series, heading, title, from: day(first), to: day(last), documents };
}
