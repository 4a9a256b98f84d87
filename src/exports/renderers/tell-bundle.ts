import type { FindingView, GapView, ItemView, MediumView, VersionView } from '../../archive/index.js';
import {
  calendarDate,
  clockTime,
  fullTime,
  type Language,
  say,
  type SentenceValues,
  zoneOffset,
} from '../../platform/index.js';
import type { BundleCounts, BundlePlan, Reconciliation } from '../bundle/bundle.types.js';
import { bundleSentences } from './bundle.sentences.js';
import { type Marked, markChanges } from './mark-changes.js';

type Key = keyof typeof bundleSentences;

/** What page one says; the PDF, START-HERE and the plain pages say it with the same words. */
export interface ToldFront {
  readonly title: string;
  readonly subtitle: string;
  /** Said before anything else: a simulated clock, no redaction. */
  readonly warnings: readonly string[];
  readonly sections: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[];
}

export interface ToldVersion {
  readonly label: string;
  readonly warning: string | null;
  readonly title: string | null;
  readonly text: readonly Marked[];
  readonly notes: readonly string[];
  readonly media: readonly { readonly medium: MediumView; readonly alt: string; readonly file: string }[];
}

export interface ToldItem {
  readonly heading: string;
  readonly facts: readonly string[];
  readonly versions: readonly ToldVersion[];
  readonly findings: readonly string[];
}

/** Puts a bundle into words, in one language and in the zone of the body. */
export class Teller {
  readonly zone: string;

  constructor(
    readonly plan: BundlePlan,
    readonly language: Language,
    /** Item id → its number in the bundle. */
    private readonly numbers: ReadonlyMap<string, number>,
  ) {
    this.zone = plan.asked.zone;
  }

  say(key: Key, values: SentenceValues = {}): string {
    return say(bundleSentences, key, this.language, values);
  }

  time(at: string | null): string {
    return at === null ? this.say('mark.unknown') : fullTime(at, this.zone, this.language);
  }

  front(counts: Omit<BundleCounts, 'files'>, entries: Reconciliation, keyFingerprint: string): ToldFront {
    const { plan } = this;
    const body = plan.bodies.map((one) => one.name).join(', ');
    const late = counts.capturedLate;
    return {
      title: this.say('title', { name: plan.name }),
      subtitle: this.say('subtitle', { body }),
      warnings: [...(plan.clock === 'simulated' ? [this.say('simulated')] : []), this.say('unredacted')],
      sections: [
        { heading: this.say('head.asked'), paragraphs: this.asked() },
        {
          heading: this.say('head.found'),
          paragraphs: [this.say('found.counts', { ...counts, late }), this.say('found.entries', { ...entries })],
        },
        { heading: this.say('head.gaps'), paragraphs: this.gaps(counts) },
        { heading: this.say('head.known'), paragraphs: this.known() },
        {
          heading: this.say('head.limits'),
          paragraphs: [
            this.say('limits', { marks: this.say('marks.none') }),
            this.say('how-to-check', { key: keyFingerprint }),
          ],
        },
      ],
    };
  }

  private asked(): string[] {
    const { asked, accounts, at } = this.plan;
    const from = asked.from === null ? this.say('asked.from-start') : this.day(asked.from);
    const to = asked.to === null ? this.say('asked.to-now') : this.day(asked.to);
    return [
      this.say('asked.window', { from, to, zone: this.zone }),
      ...(asked.text === null ? [] : [this.say('asked.text', { text: asked.text })]),
      ...(asked.state === null ? [] : [this.say('asked.state', { state: asked.state })]),
      this.say('asked.accounts', { accounts: accounts.map(({ title, handle }) => `${title} (${handle})`).join('; ') }),
      this.say('asked.made', { by: asked.by, at: this.time(at) }),
    ];
  }

  private day(at: string): string {
    return `${calendarDate(at, this.zone, this.language)} (${zoneOffset(at, this.zone)})`;
  }

  private gaps(counts: Omit<BundleCounts, 'files'>): string[] {
    if (this.plan.gaps.length === 0) return [this.say('gaps.none')];
    const total = this.say('gaps.total', { gaps: counts.gaps, minutes: counts.gapMinutes });
    return [total, ...this.plan.gaps.map((gap) => this.gap(gap))];
  }

  /** A gap in the account's own body's time. */
  gap(gap: GapView): string {
    const account = this.plan.accounts.find(({ id }) => id === gap.accountId);
    const zone = this.plan.bodies.find(({ id }) => id === account?.bodyId)?.zone ?? this.zone;
    const name = account ? `${account.title} (${account.handle})` : gap.accountId;
    const sameDay = gap.to !== null && calendarDate(gap.to, zone, 'en') === calendarDate(gap.from, zone, 'en');
    const clock = (at: string): string =>
      sameDay || gap.to === null ? clockTime(at, zone, this.language) : fullTime(at, zone, this.language);
    return this.say(gap.to === null ? 'gap.open' : 'gap.closed', {
      account: name,
      from: clock(gap.from),
      to: gap.to === null ? '' : clock(gap.to),
      date: `${calendarDate(gap.from, zone, this.language)} (${zoneOffset(gap.from, zone)})`,
      minutes: gapMinutes(gap, this.plan.at),
      reason: this.say(`gap.${gap.reason}`),
    });
  }

  private known(): string[] {
    const lines = this.plan.knownAccounts.map(({ handle, platform, reason, decidedBy, decidedAt }) =>
      this.say('known.line', { handle, platform, reason: ended(reason), by: decidedBy, at: decidedAt }),
    );
    return lines.length > 0 ? lines : [this.say('known.none')];
  }

  item(no: number, item: ItemView): ToldItem {
    const author = item.author;
    const name = author ? `${author.displayName} ${author.handle}`.trim() : '';
    const facts = [
      item.postedAt === null
        ? this.say('item.unposted', { at: this.time(item.firstSeenAt) })
        : this.say('item.posted', { at: this.time(item.postedAt) }),
      this.say(`kind.${item.kind}`),
      ...(author?.official ? [this.say('item.official')] : []),
      ...(item.capturedLate ? [this.say('item.late')] : []),
      ...this.parent(item),
      ...(item.url === null ? [] : [item.url]),
    ];
    const versions = item.versions.map((version, i) =>
      this.version(version, item.versions[i - 1] ?? null, item.versions.length),
    );
    const restricted = item.restricted ? [this.say('item.restricted')] : [];
    const findings = [...restricted, ...item.findings.map((finding) => this.finding(finding))];
    return {
      heading: `${this.say('item.number', { no })}${name === '' ? '' : ` · ${name}`}`,
      facts,
      versions,
      findings,
    };
  }

  private parent(item: ItemView): string[] {
    if (item.parentId === null) return [];
    const no = this.numbers.get(item.parentId);
    return [no === undefined ? this.say('item.reply-outside') : this.say('item.reply-to', { no })];
  }

  private version(version: VersionView, before: VersionView | null, of: number): ToldVersion {
    const label = [
      this.say('version', { n: version.number, of, at: this.time(version.observedAt) }),
      this.say(`cause.${version.cause}`),
      ...(version.seq === null ? [] : [this.say('version.log', { seq: String(version.seq) })]),
    ].join(' · ');
    const text = markChanges(before?.text ?? null, version.text);
    const unchanged = before !== null && before.text === version.text && version.text !== '';
    return {
      label,
      warning: version.contentWarning === null ? null : this.say('warning', { text: version.contentWarning }),
      title: version.title,
      text,
      notes: [...(unchanged ? [this.say('version.same-text')] : []), ...this.notes(version)],
      media: version.media.map((medium) => this.medium(medium, before)),
    };
  }

  private notes(version: VersionView): string[] {
    const { poll, links, profile } = version;
    return [
      ...(poll?.options ?? []).map(({ title, votes }) =>
        votes === null ? this.say('poll.option', { title }) : this.say('poll.votes', { title, votes }),
      ),
      ...links.map(({ url }) => this.say('link', { url })),
      ...(profile ? [profile.displayName, profile.bio] : []),
      ...(profile?.fields ?? []).map(({ name, value }) => `${name}: ${value}`),
    ].filter((line) => line !== '');
  }

  private medium(medium: MediumView, before: VersionView | null): ToldVersion['media'][number] {
    const alt = medium.alt === '' ? this.say('alt.none') : this.say('alt', { alt: medium.alt });
    const old = before?.media.find(({ ordinal }) => ordinal === medium.ordinal)?.alt;
    const file =
      medium.href === null
        ? this.say('medium.missing')
        : this.say('medium.file', { href: medium.href, bytes: String(medium.bytes ?? 0) });
    return { medium, alt: old !== undefined && old !== medium.alt ? `${alt} (← ${old})` : alt, file };
  }

  private finding(finding: FindingView): string {
    const at = this.time(finding.at);
    if (finding.kind !== 'gone') return this.say(`finding.${finding.kind}`, { at });
    return this.say(`gone.${finding.certainty}`, {
      seen: this.time(finding.lastSeenAt),
      missing: this.time(finding.firstMissingAt),
      confirmed: this.time(finding.confirmedAt),
      cause: this.say(`goneCause.${finding.cause}`),
    });
  }
}

/** Whole minutes; a gap still open counts up to `now`. */
export function gapMinutes(gap: Pick<GapView, 'from' | 'to'>, now: string): number {
  return Math.round((Date.parse(gap.to ?? now) - Date.parse(gap.from)) / 60_000);
}

/** Minutes in which accounts were not seen: where gaps of one account overlap, they count once. */
export function unseenMinutes(gaps: readonly GapView[], now: string): number {
  let milliseconds = 0;
  for (const account of new Set(gaps.map(({ accountId }) => accountId))) {
    let until = 0;
    const own = gaps.filter(({ accountId }) => accountId === account);
    for (const gap of own.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
      const [from, to] = [Date.parse(gap.from), Date.parse(gap.to ?? now)];
      milliseconds += Math.max(0, to - Math.max(from, until));
      until = Math.max(until, to);
    }
  }
  return Math.round(milliseconds / 60_000);
}

function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
