import type { AccountView, MediumView } from '../../archive/index.js';
import { type Language, say } from '../../platform/index.js';
import type { BundleItem, BundlePlan, BundleVersion } from './bundle.types.js';
import { messagesSentences } from './messages.sentences.js';
import type { DatRow } from './load-file.rules.js';

type Redacted = 'No' | 'In part' | 'Withheld';

/** What a load file says of a document apart from where it stands. */
export type Described = Omit<
  DatRow,
  'BEGDOC' | 'ENDDOC' | 'BEGATTACH' | 'ENDATTACH' | 'SHA256' | 'MD5HASH' | 'NATIVE_PATH' | 'TEXT_PATH'
>;

export interface Document {
  readonly described: Described;
  readonly text: string;
  /** The medium that it is, where it is one and its bytes are here. */
  readonly medium: MediumView | null;
}

/** A version with its media: what reviewers keep together. */
export type Family = readonly [head: Document, ...attached: Document[]];

interface Told {
  readonly plan: Pick<BundlePlan, 'accounts' | 'asked' | 'languages' | 'release'>;
  readonly no: number;
  readonly item: BundleItem;
}

/** Each version of an item and its media; of an item that is withheld whole one document that says so. */
export function familiesOf(told: Told): Family[] {
  const { item } = told;
  if (item.versions.length === 0) return [[withheldDocument(told)]];
  return item.versions.map((version) => [
    versionDocument(told, version),
    ...version.media.map((medium) => mediumDocument(told, version, medium)),
  ]);
}

function withheldDocument(told: Told): Document {
  const { plan, item } = told;
  const codes = item.redaction?.codes ?? [];
  const described = { ...headOf(told), RECORD_TYPE: item.kind, ...redactedAs('Withheld', codes) };
  return { described, text: withheldText(item, plan.languages[0]), medium: null };
}

/** What stands in the place of an item that is withheld whole. */
export function withheldText({ redaction }: BundleItem, language: Language = 'en'): string {
  const codes = redaction?.codes ?? [];
  const key = codes.length === 0 ? 'whole.no-code' : 'whole';
  return say(messagesSentences, key, language, { codes: codes.join(', ') });
}

function versionDocument(told: Told, version: BundleVersion): Document {
  const { item } = told;
  const codes = fieldCodes(version);
  const text = textOf(version);
  const described = {
    ...versionHead(told, version),
    RECORD_TYPE: version.number === 1 ? item.kind : 'edit',
    HASHTAGS: tagsIn(text).join('; '),
    URLS: version.links.map(({ url }) => url).join('; '),
    ...redactedAs(codes.length > 0 ? 'In part' : 'No', codes),
  };
  return { described, text, medium: null };
}

function mediumDocument(told: Told, version: BundleVersion, medium: MediumView): Document {
  const ruled = version.redaction?.media.find(({ ordinal }) => ordinal === medium.ordinal);
  const extent = ruled === undefined ? 'No' : ruled.outcome === 'withheld' ? 'Withheld' : 'In part';
  const described = {
    ...versionHead(told, version),
    RECORD_TYPE: 'media',
    ALT_TEXT: medium.alt,
    ...redactedAs(extent, ruled?.codes ?? []),
  };
  return { described, text: medium.alt, medium: medium.href === null ? null : medium };
}

function redactedAs(extent: Redacted, codes: readonly string[]): Pick<DatRow, 'REDACTED' | 'EXEMPTION'> {
  return { REDACTED: extent, EXEMPTION: [...new Set(codes)].join('; ') };
}

function versionHead(told: Told, version: BundleVersion): Described {
  return {
    ...headOf(told),
    DATE_EDITED: version.number === 1 ? '' : (version.platformAt ?? ''),
    DATE_CAPTURED: version.observedAt,
    VERSION_NO: String(version.number),
    TEXT_LANG: version.lang ?? '',
    LOG_INDEX: String(version.seq ?? ''),
  };
}

const NOTHING = {
  RECORD_TYPE: '',
  DATE_EDITED: '',
  VERSION_NO: '',
  TEXT_LANG: '',
  HASHTAGS: '',
  URLS: '',
  ALT_TEXT: '',
  REDACTED: 'No',
  EXEMPTION: '',
  LOG_INDEX: '',
};

function headOf({ plan, no, item }: Told): Described {
  return {
    ...NOTHING,
    ...accountCells(plan, item),
    ITEM_NO: String(no),
    POST_ID: item.id,
    POST_URL: item.url ?? '',
    PARENT_ID: item.parentId ?? '',
    THREAD_ID: item.rootId ?? item.id,
    REPEATS_ID: item.repostedId ?? item.quotedId ?? '',
    AUTHOR: item.author?.handle ?? '',
    DATE_POSTED: item.postedAt ?? '',
    DATE_CAPTURED: item.firstSeenAt,
    DATE_DELETED_OBSERVED: goneAt(item),
    TIMEZONE: plan.asked.zone,
    CONFIDENTIALITY: plan.release === null ? 'Unredacted' : '',
  };
}

function accountCells(
  { accounts }: Told['plan'],
  { accountId, postedAt, firstSeenAt }: BundleItem,
): Pick<DatRow, 'CUSTODIAN' | 'PLATFORM' | 'ACCOUNT' | 'ACCOUNT_ID'> {
  const account = accounts.find(({ id }) => id === accountId);
  return {
    CUSTODIAN: account ? custodianOf(account, postedAt ?? firstSeenAt) : '',
    PLATFORM: account?.platform ?? '',
    ACCOUNT: account?.handle ?? '',
    ACCOUNT_ID: accountId,
  };
}

function goneAt({ state, findings }: BundleItem): string {
  const gone = state === 'gone' ? findings.findLast(({ kind }) => kind === 'gone') : undefined;
  return gone?.confirmedAt ?? gone?.at ?? '';
}

/** Who held the account on that day. */
function custodianOf({ custodians }: AccountView, at: string): string {
  const then = custodians.filter(({ from, to }) => from <= at && (to === null || at < to));
  return then.map(({ name }) => name).join('; ');
}

/** All that a version says, in the order in which it is read. */
export function textOf({ title, contentWarning, text, poll, links, profile }: BundleVersion): string {
  const options = (poll?.options ?? []).map(
    (option) => `- ${option.title}${option.votes === null ? '' : `: ${option.votes}`}`,
  );
  const linked = links.map((link) => [link.title, link.url].filter(Boolean).join(' '));
  const about = profile
    ? [
        profile.displayName,
        profile.handle,
        profile.bio,
        ...profile.fields.map(({ name, value }) => `${name}: ${value}`),
      ]
    : [];
  return [title, contentWarning, text, ...options, ...linked, ...about].filter(Boolean).join('\n');
}

function fieldCodes({ redaction }: BundleVersion): string[] {
  const runs = Object.values(redaction?.fields ?? {}).flat();
  return runs.flatMap((run) => (run.kind === 'kept' ? [] : run.codes));
}

/** Grounds on which anything of a version does not leave. */
export function codesOf(version: BundleVersion): string[] {
  return [...fieldCodes(version), ...(version.redaction?.media ?? []).flatMap(({ codes }) => codes)];
}

function tagsIn(text: string): string[] {
  return [...new Set(text.match(/#[\p{L}\p{N}_]+/gu))];
}
