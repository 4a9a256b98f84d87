import { calendarDate, fullTime, type Language, say, type SentenceValues } from '../../platform/index.js';
import {
  type Certificate,
  consentName,
  dayInWords,
  dispositionSentences,
  type PersonView,
} from '../../retention/index.js';
import type { DrawnPaper, LetterBlock, Paper } from '../letters/letter.types.js';
import { certificateSentences } from './certificate.sentences.js';

type Key = keyof typeof certificateSentences;

/** A certificate as a paper: the same facts as its JSON, in sentences. */
export function certificatePaper(certificate: Certificate, language: Language, paper: Paper): DrawnPaper {
  const words = new Words(certificate, language);
  return {
    language,
    paper,
    title: words.say(titleOf(certificate), { number: certificate.number }),
    date: certificate.at.slice(0, 10),
    head: { name: certificate.body, lines: [] },
    blocks: [
      words.title(),
      words.opening(),
      ...words.what(),
      ...words.rule(),
      ...words.transfer(),
      ...words.consents(),
      ...words.appraisals(),
      ...words.people(),
      ...words.stayed(),
      ...words.dates(),
      ...words.log(),
    ],
  };
}

class Words {
  constructor(
    private readonly certificate: Certificate,
    private readonly language: Language,
  ) {}

  say(key: Key, values: SentenceValues = {}): string {
    return say(certificateSentences, key, this.language, values);
  }

  heading(key: Key, values: SentenceValues = {}): LetterBlock {
    return { part: key, type: 'heading', text: this.say(key, values) };
  }

  title(): LetterBlock {
    const text = this.say(titleOf(this.certificate), { number: this.certificate.number });
    return { part: 'title', type: 'heading', text };
  }

  opening(): LetterBlock {
    const { body, number, counts, destroyed } = this.certificate;
    return this.paragraph('opening', { body, number, ...counts, versions: destroyed.versions });
  }

  what(): LetterBlock[] {
    const { byAccount, byKind, firstSeen } = this.certificate.destroyed;
    if (byAccount.length === 0) return [];
    const kinds = Object.entries(byKind).map(([kind, items]) => this.say('kind', { kind, items }));
    const [from, to] = [firstSeen.from, firstSeen.to].map((at) =>
      at === null ? '' : calendarDate(at, this.certificate.zone, this.language),
    );
    return [
      this.heading('heading.what'),
      this.table(
        'what',
        ['head.account', 'head.items'],
        byAccount.map(({ account, items }) => [account, String(items)]),
      ),
      this.paragraph('kinds', { kinds: kinds.join(', ') }),
      this.paragraph('seen', { from: from ?? '', to: to ?? '' }),
    ];
  }

  rule(): LetterBlock[] {
    const { title, series, policy, version, authority } = this.certificate.about;
    return [
      this.heading('heading.rule'),
      this.paragraph('rule', { title: title[this.language], series, policy, version }),
      this.paragraph('authority', { citation: authority.citation[this.language], url: authority.url }),
    ];
  }

  /** Who took it over, under which number, and what became of our copy. */
  transfer(): LetterBlock[] {
    const { transfer } = this.certificate;
    if (transfer === undefined) return [];
    const { archive, receipt, handedOver } = transfer;
    const day = dayInWords(receipt.receivedOn, this.language);
    return [
      this.heading('heading.transfer'),
      this.paragraph('transfer.package', { ...transfer.package }),
      this.paragraph('transfer.handed', { archive, by: handedOver.by, at: this.at(handedOver.at) }),
      this.paragraph('transfer.receipt', {
        archive,
        accession: receipt.accession,
        day,
        sha256: receipt.sha256,
        by: receipt.confirmedBy,
        at: this.at(receipt.confirmedAt),
        credentials: this.credentials(receipt),
      }),
      this.paragraph(`transfer.copy-${transfer.copy}`),
    ];
  }

  /** Which lists the state archive had looked at, and by which papers it decided. */
  appraisals(): LetterBlock[] {
    const { appraisals = [] } = this.certificate;
    if (appraisals.length === 0) return [];
    const rows = appraisals.flatMap(({ list, items, papers }) =>
      papers.map((paper) => [
        `${list} (${items})`,
        consentName(paper.name, this.language),
        paper.number,
        dayInWords(paper.givenOn, this.language),
        paper.sha256,
      ]),
    );
    const head = ['head.list', 'head.consent', 'head.number', 'head.day', 'head.digest'] as const;
    return [this.heading('heading.appraisals'), this.table('appraisals', head, rows)];
  }

  consents(): LetterBlock[] {
    const { consents } = this.certificate;
    const rows = consents.map(({ name, number, givenOn, sha256 }) => [
      consentName(name, this.language),
      number,
      dayInWords(givenOn, this.language),
      sha256,
    ]);
    return [
      this.heading('heading.consents'),
      rows.length === 0
        ? this.paragraph('consents.none')
        : this.table('consents', ['head.consent', 'head.number', 'head.day', 'head.digest'], rows),
    ];
  }

  people(): LetterBlock[] {
    const { people } = this.certificate;
    const steps = ['proposed', 'reviewed', 'approved', 'executed'] as const;
    const rows = steps.map((step) => [
      this.say(`step.${step}`),
      people[step].by,
      this.at(people[step].at),
      this.credentials(people[step]),
    ]);
    return [
      this.heading('heading.people'),
      this.table('people', ['head.step', 'head.person', 'head.at', 'head.credentials'], rows),
    ];
  }

  stayed(): LetterBlock[] {
    const kept = Object.entries(this.certificate.kept).map(([why, items]) =>
      this.say('stayed.kept', { items, why: whyInWords(why, this.language) }),
    );
    const excluded = this.certificate.exclusions.map(({ items, by, at, reason }) =>
      this.say('stayed.excluded', { items, by, at: this.at(at), reason }),
    );
    const lines = [...kept, ...excluded];
    return [
      this.heading('heading.stayed'),
      lines.length === 0 ? this.paragraph('stayed.none') : { part: 'stayed', type: 'list', lines },
    ];
  }

  dates(): LetterBlock[] {
    const { unreadableSince, noKeysAfter } = this.certificate;
    if (unreadableSince === null || noKeysAfter === null) {
      return [this.heading('heading.dates'), this.paragraph('dates.none')];
    }
    return [
      this.heading('heading.dates'),
      this.paragraph('dates.unreadable', { at: this.at(unreadableSince) }),
      this.paragraph('dates.keys', { day: dayInWords(noKeysAfter, this.language) }),
      this.paragraph('dates.others'),
    ];
  }

  log(): LetterBlock[] {
    const { log, id } = this.certificate;
    const rows = log.entries.map(({ seq, event, at }) => [String(seq), event, this.at(at)]);
    return [
      this.heading('heading.log'),
      this.paragraph('log', { origin: log.origin, id }),
      this.table('log', ['head.entry', 'head.event', 'head.at'], rows),
    ];
  }

  private credentials({ credentials }: Pick<PersonView, 'credentials'>): string {
    if (credentials.length === 0) return this.say('credential.none');
    return [...new Set(credentials.map(({ what, by }) => this.say(`credential.${what}`, { by })))].join('; ');
  }

  private at(time: string): string {
    return fullTime(time, this.certificate.zone, this.language);
  }

  private paragraph(key: Key, values: SentenceValues = {}): LetterBlock {
    return { part: key, type: 'paragraph', text: this.say(key, values) };
  }

  private table(part: string, head: readonly Key[], rows: readonly (readonly string[])[]): LetterBlock {
    return { part, type: 'table', head: head.map((key) => this.say(key)), rows };
  }
}

function titleOf({ transfer }: Certificate): 'title' | 'title.transfer' {
  return transfer === undefined ? 'title' : 'title.transfer';
}

function whyInWords(why: string, language: Language): string {
  const key = `why.${why}`;
  return isWhy(key) ? say(dispositionSentences, key, language) : why;
}

function isWhy(key: string): key is keyof typeof dispositionSentences {
  return Object.hasOwn(dispositionSentences, key);
}
