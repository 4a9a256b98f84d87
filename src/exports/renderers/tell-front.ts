import type { AccountIncident, GapView } from '../../archive/index.js';
import { calendarDate, clockTime, fullTime, zoneOffset } from '../../platform/index.js';
import type { BundleCounts, BundleRelease, Reconciliation } from '../bundle/bundle.types.js';
import type { Exemption } from '../bundle/write-exemptions.js';
import type { FormCounts } from '../bundle/write-forms.js';
import { gapMinutes } from './gaps.rules.js';
import type { Teller } from './tell-bundle.js';
import { tellLimits } from './tell-limits.js';
import { formLines } from './tell-forms.js';

/** Page one is one page: what is longer than this is counted there, and told in full behind it. */
const GAPS_IN_FULL = 2;
const GAPS_NAMED = 6;
const INCIDENTS_NAMED = 2;
const ACCOUNTS_NAMED = 8;
const KNOWN_NAMED = 4;
const LONGEST_NAME = 90;
const LONGEST_REASON = 240;
const EXEMPTIONS_TOLD = 300;

/** What page one says; the PDF, START-HERE and the plain pages say it with the same words. */
export interface ToldFront {
  readonly title: string;
  readonly subtitle: string;
  /** Said before anything else: a simulated clock, no redaction. */
  readonly warnings: readonly string[];
  readonly sections: readonly ToldSection[];
  /** What page one only counts, told in full. */
  readonly behind: readonly ToldSection[];
}

export interface ToldSection {
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

interface Facts {
  readonly counts: Omit<BundleCounts, 'files'>;
  readonly entries: Reconciliation;
  readonly keyFingerprint: string;
  readonly exemptions: readonly Exemption[];
  readonly forms: FormCounts;
}

export function tellFront(teller: Teller, { counts, entries, keyFingerprint, exemptions, forms }: Facts): ToldFront {
  const { plan } = teller;
  const body = plan.bodies.map((one) => one.name).join(', ');
  const sections: [Parameters<Teller['say']>[0], string[]][] = [
    ['head.asked', asked(teller)],
    ['head.found', found(teller, counts, entries)],
    ['head.gaps', [...gaps(teller, counts), ...incidents(teller).slice(0, INCIDENTS_NAMED)]],
    ['head.known', knownInShort(teller)],
    ['head.limits', [tellLimits(teller), ...storage(teller), teller.say('how-to-check', { key: keyFingerprint })]],
  ];
  return {
    title: teller.say('title', { name: plan.name }),
    subtitle: teller.say('subtitle', { body: clipped(body, LONGEST_REASON) }),
    warnings: [...(plan.clock === 'simulated' ? [teller.say('simulated')] : []), ...redaction(teller)],
    sections: sections.map(([heading, paragraphs]) => ({ heading: teller.say(heading), paragraphs })),
    behind: behind(teller, exemptions, forms),
  };
}

function storage(teller: Teller): string[] {
  const { storage: told, asked: wanted } = teller.plan;
  if (told === null) return [];
  const count = (is: string): number => told.found.filter((one) => one.is === is).length;
  const at = fullTime(told.examinedAt, wanted.zone, teller.language);
  return [teller.say('storage.probed', { at, kept: count('well'), known: count('known'), ill: count('ill') })];
}

/** The front in plain text. */
export function tellReadme({ title, subtitle, warnings, sections }: ToldFront): string {
  const told = sections.map(({ heading, paragraphs }) => [heading, ...paragraphs].join('\n'));
  return `${[title, subtitle, ...warnings, ...told].join('\n\n')}\n`;
}

function redaction(teller: Teller): string[] {
  const { release, asked: wanted, approvedBy: approver } = teller.plan;
  if (release) return [teller.say('redacted', { law: release.lawTitle[teller.language] })];
  const by = clipped(wanted.by, LONGEST_NAME);
  const approved =
    approver === null
      ? teller.say('approved.alone')
      : teller.say('approved.by', { by, approver: clipped(approver, LONGEST_NAME) });
  return [teller.say('unredacted'), approved];
}

function asked(teller: Teller): string[] {
  const { asked: wanted, accounts, at, release } = teller.plan;
  const from = wanted.from === null ? teller.say('asked.from-start') : day(teller, wanted.from);
  const to = wanted.to === null ? teller.say('asked.to-now') : day(teller, wanted.to);
  const names = accounts.slice(0, ACCOUNTS_NAMED).map((account) => clipped(nameOf(account), LONGEST_NAME));
  const more = accounts.length - names.length;
  const listed = [...names, ...(more > 0 ? [teller.say('asked.more', { more })] : [])].join('; ');
  return [
    ...(release ? [answered(teller, release)] : []),
    teller.say('asked.window', { from, to, zone: teller.zone }),
    ...(wanted.text === null ? [] : [teller.say('asked.text', { text: clipped(wanted.text, LONGEST_REASON) })]),
    ...(wanted.state === null ? [] : [teller.say('asked.state', { state: wanted.state })]),
    teller.say('asked.accounts', { accounts: listed }),
    teller.say('asked.made', { by: clipped(wanted.by, LONGEST_NAME), at: teller.time(at) }),
  ];
}

function answered(teller: Teller, { number, receivedAt, frozenAt, logSize: size }: BundleRelease): string {
  const [received, frozen] = [day(teller, receivedAt), teller.time(frozenAt)];
  return teller.say('asked.request', { number, received, frozen, size });
}

function found(teller: Teller, counts: Facts['counts'], entries: Reconciliation): string[] {
  const { profiles, originals } = counts;
  const released = teller.released(counts.versions);
  return [
    ...(released === '' ? [] : [released]),
    teller.say('found.counts', { ...counts, late: counts.capturedLate }),
    ...(profiles + originals === 0 ? [] : [teller.say('found.beside', { profiles, originals })]),
    teller.say('found.entries', { ...entries }),
  ];
}

/** Stretches that were not an account's own doing, where one touches the time asked for. */
function incidents(teller: Teller): string[] {
  const { accounts, asked: window } = teller.plan;
  const isAsked = ({ from, to }: AccountIncident): boolean =>
    (window.to === null || from <= window.to) && (window.from === null || to === null || to >= window.from);
  return accounts.flatMap(({ handle, incidents: noted = [] }) =>
    noted.filter(isAsked).map(({ kind, from, to }) =>
      teller.say(`incident.stretch-${kind}`, {
        handle: clipped(handle, LONGEST_NAME),
        from: teller.time(from),
        to: to === null ? teller.say('incident.lasts') : teller.time(to),
      }),
    ),
  );
}

function gaps(teller: Teller, counts: Facts['counts']): string[] {
  const all = teller.plan.gaps;
  if (all.length === 0) return [teller.say('gaps.none')];
  const total = teller.say('gaps.total', { gaps: counts.gaps, minutes: counts.gapMinutes });
  if (all.length <= GAPS_IN_FULL) return [total, ...all.map((gap) => tellGap(teller, gap))];
  const named = all.slice(0, GAPS_NAMED).map((gap) => tellGap(teller, gap, 'short'));
  const more = all.length - named.length;
  return [
    [total, ...named].join('\n'),
    ...(more > 0 ? [teller.say('gaps.more', { more })] : []),
    teller.say('gaps.meaning'),
  ];
}

function behind(teller: Teller, exemptions: readonly Exemption[], forms: FormCounts): ToldSection[] {
  const { gaps: all, knownAccounts, accounts, custody } = teller.plan;
  const noted = incidents(teller);
  const lists: [Parameters<Teller['say']>[0], string[]][] = [
    ['head.exemptions', teller.plan.release ? exemptionLines(teller, exemptions) : []],
    ['head.accounts', accounts.length > ACCOUNTS_NAMED ? accounts.map(nameOf) : []],
    ['head.gap-list', all.length > GAPS_IN_FULL ? all.map((gap) => tellGap(teller, gap)) : []],
    ['head.incidents', noted.length > INCIDENTS_NAMED ? noted : []],
    ['head.known', knownAccounts.length > KNOWN_NAMED ? known(teller) : []],
    ['head.forms', formLines(teller, forms)],
    ['head.custody', custody.length > 0 ? custodyLines(teller) : []],
  ];
  return lists
    .filter(([, paragraphs]) => paragraphs.length > 0)
    .map(([heading, paragraphs]) => ({ heading: teller.say(heading), paragraphs }));
}

function custodyLines(teller: Teller): string[] {
  const lines = teller.plan.custody.map(({ type, action, at, by, firstSeq: first, lastSeq: last, times }) => {
    const what = teller.say('custody.what', { type: type.replaceAll(/[.-]/g, '_'), action });
    return teller.say('custody.line', { at: teller.time(at), by: clipped(by, LONGEST_NAME), what, times, first, last });
  });
  return [teller.say('custody.lede'), ...lines];
}

function exemptionLines(teller: Teller, all: readonly Exemption[]): string[] {
  if (all.length === 0) return [teller.say('exemption.none')];
  const lines = all.slice(0, EXEMPTIONS_TOLD).map((line) => tellExemption(teller, line));
  const more = all.length - lines.length;
  return more > 0 ? [...lines, teller.say('exemption.more', { more })] : lines;
}

function tellExemption(teller: Teller, line: Exemption): string {
  const { item_no: no, version, extent, places, code, citation, statute, harm } = line;
  const part = teller.say('exemption.part', { part: line.part, which: line.part.replaceAll('-', '') });
  const title = teller.plan.release?.codes[code]?.title[teller.language] ?? 'none';
  const told = { no, version: version === '' ? 'none' : version, part, extent, places, code, citation, title };
  return [
    teller.say('exemption.line', told),
    ...(statute === '' ? [] : [teller.say('exemption.statute', { statute })]),
    ...(harm === '' ? [] : [teller.say('exemption.harm', { harm: clipped(harm, LONGEST_REASON) })]),
  ].join(' ');
}

/** A gap in the account's own body's time. */
export function tellGap(teller: Teller, gap: GapView, form: 'full' | 'short' = 'full'): string {
  const { plan, language } = teller;
  const account = plan.accounts.find(({ id }) => id === gap.accountId);
  const zone = plan.bodies.find(({ id }) => id === account?.bodyId)?.zone ?? teller.zone;
  const sameDay = gap.to !== null && calendarDate(gap.to, zone, 'en') === calendarDate(gap.from, zone, 'en');
  const clock = (at: string): string =>
    sameDay || gap.to === null ? clockTime(at, zone, language) : fullTime(at, zone, language);
  const sentence = form === 'full' ? 'gap' : 'gap-short';
  return teller.say(`${sentence}.${gap.to === null ? 'open' : 'closed'}`, {
    account: clipped(account ? nameOf(account) : gap.accountId, LONGEST_NAME),
    from: clock(gap.from),
    to: gap.to === null ? '' : clock(gap.to),
    date: `${calendarDate(gap.from, zone, language)} (${zoneOffset(gap.from, zone)})`,
    minutes: gapMinutes(gap, plan.at),
    reason: teller.say(`gap.${gap.reason}`),
  });
}

function knownInShort(teller: Teller): string[] {
  const lines = known(teller);
  if (lines.length === 0) return [teller.say('known.none')];
  const more = lines.length - KNOWN_NAMED;
  const shown = lines.slice(0, KNOWN_NAMED).join('\n');
  return more > 0 ? [shown, teller.say('known.more', { more })] : [shown];
}

function known(teller: Teller): string[] {
  return teller.plan.knownAccounts.map(({ handle, platform, reason, decidedBy, decidedAt }) =>
    teller.say('known.line', {
      handle: clipped(handle, LONGEST_NAME),
      platform,
      reason: ended(clipped(reason, LONGEST_REASON)),
      by: clipped(decidedBy, LONGEST_NAME),
      at: decidedAt,
    }),
  );
}

function nameOf({ title, handle }: { readonly title: string; readonly handle: string }): string {
  return `${title} (${handle})`;
}

function day(teller: Teller, at: string): string {
  return `${calendarDate(at, teller.zone, teller.language)} (${zoneOffset(at, teller.zone)})`;
}

function clipped(text: string, longest: number): string {
  const flat = text.replaceAll(/\s+/g, ' ');
  return flat.length <= longest ? flat : `${flat.slice(0, longest)}…`;
}

function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
