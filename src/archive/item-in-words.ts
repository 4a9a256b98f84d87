import { broughtKeys, clockTime, fullTime, type Language, pageSentences, say, shownSafely } from '../platform/index.js';
import type { FindingView, ItemView, VersionView } from './views.types.js';

export interface Reading {
  readonly zone: string;
  readonly language: Language;
}

/** An item as a person reads it at a terminal: who, when, every version, every finding. */
export function itemInWords(item: ItemView, reading: Reading): string[] {
  const { zone, language } = reading;
  const at = fullTime(item.postedAt ?? item.firstSeenAt, zone, language);
  const who = item.author ? shownSafely(item.author.handle) : say(pageSentences, 'author.unknown', language);
  const state = say(pageSentences, `state.${item.state}`, language);
  const late = item.capturedLate ? `, ${say(pageSentences, 'state.late', language)}` : '';
  return [
    `${say(pageSentences, `kind.${item.kind}`, language)}, ${who}, ${at}. ${state}${late}.`,
    ...(item.restricted ? [say(pageSentences, 'item.restricted', language)] : []),
    ...placesInWords(item, language),
    ...item.versions.flatMap((version) => versionInWords(version, item.versions.length, reading)),
    ...item.findings.map((finding) => `  ${findingInWords(finding, reading)}`),
    `  ${item.id}`,
  ];
}

function placesInWords({ restrictedPlaces = [] }: ItemView, language: Language): string[] {
  if (restrictedPlaces.length === 0) return [];
  return [say(pageSentences, 'item.restricted-places', language, { places: restrictedPlaces.length })];
}

function versionInWords(version: VersionView, all: number, { zone, language }: Reading): string[] {
  const saw = say(pageSentences, 'version.saw', language, { at: fullTime(version.observedAt, zone, language) });
  const head = all > 1 ? [`  ${say(pageSentences, 'version.of', language, { n: version.number, all })}. ${saw}.`] : [];
  const texts = [version.contentWarning, version.title, version.text, ...pollLines(version)];
  const media = version.media.map(({ alt, mime }) => `[${alt === '' ? (mime ?? '?') : alt}]`);
  return [
    ...head,
    ...broughtInWords(version, { zone, language }),
    ...[...texts, ...media].flatMap((text) => (text ? shownSafely(text).split('\n') : [])).map((line) => `    ${line}`),
  ];
}

function broughtInWords({ brought }: VersionView, { zone, language }: Reading): string[] {
  if (!brought) return [];
  return broughtKeys(brought).map(({ key, words, times }) => {
    const shown = Object.entries(words).map(([name, said]) => [name, shownSafely(said)] as const);
    const told = Object.entries(times).map(([name, at]) => [name, fullTime(at, zone, language)] as const);
    return `    ${say(pageSentences, `brought.${key}`, language, Object.fromEntries([...shown, ...told]))}`;
  });
}

function pollLines({ poll }: VersionView): string[] {
  return (poll?.options ?? []).map(({ title, votes }) => `▢ ${title}${votes === null ? '' : ` ${votes}`}`);
}

export function findingInWords(finding: FindingView, { zone, language }: Reading): string {
  const clock = (at: string | null): string => (at === null ? '?' : clockTime(at, zone, language));
  const values = {
    at: fullTime(finding.at, zone, language),
    seen: clock(finding.lastSeenAt),
    missing: clock(finding.firstMissingAt),
    confirmed: clock(finding.confirmedAt),
    looks: finding.grounds.filter(({ role }) => role.endsWith('negative')).length,
    canary: say(pageSentences, 'finding.canary', language),
    who: say(pageSentences, `who.${finding.cause}`, language),
  };
  const key = finding.kind === 'gone' ? goneKey(finding) : (`finding.${finding.kind}` as const);
  return say(pageSentences, key, language, values);
}

function goneKey({ certainty }: FindingView): 'finding.suspected' | 'finding.gone-asserted' | 'finding.gone-confirmed' {
  return certainty === 'suspected' ? 'finding.suspected' : `finding.gone-${certainty}`;
}
