import { type FindingView, incidentsAt, type MediumView } from '../../archive/index.js';
import { broughtKeys, fullTime, type Language, say, type SentenceValues } from '../../platform/index.js';
import type { BundleItem, BundlePlan, BundleVersion } from '../bundle/bundle.types.js';
import { bundleSentences } from './bundle.sentences.js';
import { type Marked, markChanges, markRuns } from './mark-changes.js';

type Key = keyof typeof bundleSentences;

export interface ToldVersion {
  readonly label: string;
  readonly warning: string | null;
  readonly title: string | null;
  /** BCP 47, as the platform says; null where it does not. */
  readonly lang: string | null;
  readonly text: readonly Marked[];
  readonly notes: readonly string[];
  readonly media: readonly { readonly medium: MediumView; readonly alt: string; readonly file: string }[];
}

export interface ToldItem {
  readonly heading: string;
  readonly facts: readonly string[];
  readonly versions: readonly ToldVersion[];
  readonly findings: readonly string[];
  /** What a repost or a quoting post shows of somebody else's; null where it shows nothing. */
  readonly repeats: { readonly label: string; readonly item: ToldItem | null } | null;
}

/** Puts a bundle into words, in one language and in the zone of the body. */
export class Teller<
  P extends Pick<BundlePlan, 'release'> &
    Partial<Pick<BundlePlan, 'accounts'>> & {
      readonly asked: { readonly zone: string };
    } = BundlePlan,
> {
  readonly zone: string;

  constructor(
    readonly plan: P,
    readonly language: Language,
    /** Item id → its number in the bundle. */
    private readonly numbers: ReadonlyMap<string, number>,
  ) {
    this.zone = plan.asked.zone;
  }

  /** Null where the bundle does not hold it. */
  numberOf(id: string | null): number | null {
    return id === null ? null : (this.numbers.get(id) ?? null);
  }

  say(key: Key, values: SentenceValues = {}): string {
    return say(bundleSentences, key, this.language, values);
  }

  /** The reconciliation of a release; empty where the bundle answers no request. */
  released(versions: number): string {
    const { release } = this.plan;
    return release ? this.say('found.release', { ...release.counts, versions }) : '';
  }

  time(at: string | null): string {
    return at === null ? this.say('mark.unknown') : fullTime(at, this.zone, this.language);
  }

  /** `original` is what the item repeats, where the bundle holds it. */
  item(no: number, item: BundleItem, original: BundleItem | null = null): ToldItem {
    const author = item.author;
    const name = author ? `${author.displayName} ${author.handle}`.trim() : '';
    const versions = item.versions.map((version, i) =>
      this.version(version, item.versions[i - 1] ?? null, item.versions.length),
    );
    return {
      heading: `${this.number(no, item)}${name === '' ? '' : ` · ${name}`}`,
      facts: this.facts(item),
      versions,
      findings: [...this.restricted(item), ...item.findings.map((finding) => this.finding(finding))],
      repeats: this.repeats(item, original),
    };
  }

  private restricted({ restricted, redaction }: BundleItem): string[] {
    if (!restricted) return [];
    return redaction?.decision === 'withheld'
      ? [this.say('item.withheld', { codes: redaction.codes.join(', ') })]
      : [this.say('item.restricted')];
  }

  private number(no: number, { kind }: BundleItem): string {
    if (kind === 'profile') return this.say('item.profile');
    return kind === 'original' ? this.say('item.original') : this.say('item.number', { no });
  }

  private facts(item: BundleItem): string[] {
    return [
      item.postedAt === null
        ? this.say('item.unposted', { at: this.time(item.firstSeenAt) })
        : this.say('item.posted', { at: this.time(item.postedAt) }),
      ...(item.kind === 'profile' ? [] : [this.say(`kind.${item.kind}`)]),
      ...(item.author?.official ? [this.say('item.official')] : []),
      ...(item.capturedLate ? [this.say('item.late')] : []),
      ...this.incidents(item),
      ...(item.redaction?.decision === 'in-part' ? [this.say('item.in-part')] : []),
      ...this.parent(item),
      ...(item.url === null ? [] : [item.url]),
    ];
  }

  /** The account was not its owner's own when it was posted. */
  private incidents({ accountId, postedAt, firstSeenAt }: BundleItem): string[] {
    const account = this.plan.accounts?.find(({ id }) => id === accountId);
    return incidentsAt(account?.incidents, postedAt ?? firstSeenAt).map(({ kind }) => this.say(`incident.${kind}`));
  }

  private repeats({ repostedId, quotedId }: BundleItem, original: BundleItem | null): ToldItem['repeats'] {
    const [kind, id] = repostedId === null ? (['quotes', quotedId] as const) : (['reposts', repostedId] as const);
    if (id === null) return null;
    if (original === null) return { label: this.say(`${kind}.outside`), item: null };
    const author = original.author;
    const who = author ? `${author.displayName} ${author.handle}`.trim() : (original.url ?? '');
    return { label: this.say(kind, { who }), item: this.item(this.numberOf(id) ?? 0, original) };
  }

  private parent(item: BundleItem): string[] {
    if (item.parentId === null) return [];
    const no = this.numbers.get(item.parentId);
    return [no === undefined ? this.say('item.reply-outside') : this.say('item.reply-to', { no })];
  }

  private version(version: BundleVersion, before: BundleVersion | null, of: number): ToldVersion {
    const label = [
      this.say('version', { n: version.number, of, at: this.time(version.observedAt) }),
      this.say(`cause.${version.cause}`),
      ...(version.seq === null ? [] : [this.say('version.log', { seq: String(version.seq) })]),
    ].join(' · ');
    const text = this.text(version, before);
    const unchanged = before !== null && before.text === version.text && version.text !== '';
    return {
      label,
      warning: version.contentWarning === null ? null : this.say('warning', { text: version.contentWarning }),
      title: version.title,
      lang: version.lang,
      text,
      notes: [...(unchanged ? [this.say('version.same-text')] : []), ...this.notes(version)],
      media: version.media.map((medium) => this.medium(medium, version, before)),
    };
  }

  /** Where something is covered no change is marked: what it became would tell what it was. */
  private text(version: BundleVersion, before: BundleVersion | null): readonly Marked[] {
    const runs = version.redaction?.fields['text'];
    if (runs) return markRuns(runs);
    const isCovered = before?.redaction?.fields['text'] !== undefined;
    return markChanges(isCovered ? null : (before?.text ?? null), version.text);
  }

  private notes(version: BundleVersion): string[] {
    const { poll, links, profile } = version;
    return [
      ...this.brought(version),
      ...(poll?.options ?? []).map(({ title, votes }) =>
        votes === null ? this.say('poll.option', { title }) : this.say('poll.votes', { title, votes }),
      ),
      ...links.map(({ url }) => this.say('link', { url })),
      ...(profile ? [profile.displayName, profile.bio] : []),
      ...(profile?.fields ?? []).map(({ name, value }) => `${name}: ${value}`),
    ].filter((line) => line !== '');
  }

  /** Where it was not its platform that told us of it. */
  private brought({ brought }: BundleVersion): string[] {
    if (!brought) return [];
    return broughtKeys(brought).map(({ key, words, times }) =>
      this.say(`brought.${key}`, {
        ...words,
        ...Object.fromEntries(Object.entries(times).map(([name, at]) => [name, this.time(at)])),
      }),
    );
  }

  private medium(
    medium: MediumView,
    version: BundleVersion,
    before: BundleVersion | null,
  ): ToldVersion['media'][number] {
    const alt = medium.alt === '' ? this.say('alt.none') : this.say('alt', { alt: medium.alt });
    const old = before?.media.find(({ ordinal }) => ordinal === medium.ordinal)?.alt;
    const isChanged = old !== undefined && old !== medium.alt;
    return { medium, alt: isChanged ? `${alt} (← ${old})` : alt, file: this.file(medium, version) };
  }

  private file({ ordinal, href, bytes }: MediumView, { redaction }: BundleVersion): string {
    const own = redaction?.media.find((medium) => medium.ordinal === ordinal);
    const codes = own?.codes.join(', ') ?? '';
    if (own?.outcome === 'withheld') return this.say('medium.withheld', { codes });
    if (href === null) return this.say('medium.missing');
    const file = this.say('medium.file', { href, bytes: String(bytes ?? 0) });
    return own ? `${file} ${this.say('medium.redrawn', { codes })}` : file;
  }

  private finding(finding: FindingView): string {
    const at = this.time(finding.at);
    const cause = this.say(`goneCause.${finding.cause}`);
    if (finding.kind !== 'gone') return this.say(`finding.${finding.kind}`, { at, cause });
    return this.say(`gone.${finding.certainty}`, {
      seen: this.time(finding.lastSeenAt),
      missing: this.time(finding.firstMissingAt),
      confirmed: this.time(finding.confirmedAt),
      cause,
    });
  }
}
