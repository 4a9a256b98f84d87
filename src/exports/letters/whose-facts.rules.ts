import { type Language, say } from '../../platform/sentences/sentences.js';
import type { FactName, LetterFacts } from './letter-facts.types.js';
import { lettersSentences } from './letters.sentences.js';

/** What the letters of a body say in each case and no request knows: given once, by whoever keeps its letterhead. */
export const LETTERHEAD_FACTS = [
  'bodyName', 'bodyAddress', 'bodyContact', 'place', 'officerName', 'officerTitle', 'officerContact', 'fee', 'appealBody',
  'appealAddress', 'appealDays', 'authorityName', 'authorityAddress', 'authorityPhone', 'courtName', 'liaison',
  'declarantName', 'declarantTitle', 'declarantBasis', 'clockSource', 'purposes', 'dataCategories',
  'dataRecipients', 'dataKept', 'dataTransfers', 'dataAutomated', 'dataProtectionContact',
] as const satisfies readonly FactName[]; // prettier-ignore

/** What the archive itself knows: it is read there, and nobody states it otherwise in a letter. */
const ARCHIVE_FACTS = [
  'bodyCountry', 'date', 'tracking', 'received', 'due', 'dueArithmetic', 'extendedDue',
  'extensionArithmetic', 'found', 'released', 'inPart', 'withheld', 'notAbout', 'versions', 'searched', 'gaps',
  'gapMinutes', 'known', 'bundleName', 'bundleHash', 'logKey', 'logRoot', 'logSize', 'hashes', 'custody', 'system',
  'captured', 'erasureFound', 'erasureErased', 'erasureRestricted', 'erasureRefused', 'restrictedDetails', 'keptItems',
  'restrictedItems', 'erasedItems',
] as const satisfies readonly FactName[]; // prettier-ignore

export function isKept(name: string): boolean {
  return LETTERHEAD_FACTS.some((one) => one === name);
}

export function isArchives(name: string): boolean {
  return ARCHIVE_FACTS.some((one) => one === name);
}

/** Why some of these are not taken, in sentences; `takes` tells which are. */
export function refusedFacts(
  given: object,
  takes: (name: string) => boolean,
  sentence: 'fact.archives' | 'fact.not-kept',
  language: Language,
): readonly string[] {
  const others = Object.keys(given).filter((name) => !takes(name));
  return others.map((name) => say(lettersSentences, sentence, language, { name: name.slice(0, 60) }));
}

/** What follows from what is there: whoever signs decides and declares, unless others are named. */
export function withSigner(facts: LetterFacts): LetterFacts {
  const { officerName: name, officerTitle: title } = facts;
  return {
    ...(name === undefined ? {} : { declarantName: name }),
    ...(title === undefined ? {} : { declarantTitle: title }),
    ...(name === undefined || title === undefined ? {} : { responsible: [{ name, title }] }),
    ...facts,
  };
}
