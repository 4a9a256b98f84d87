import { createPublicKey } from 'node:crypto';
import { keyFingerprint, rawPublicKey, readCertificates } from '../../audit/index.js';
import { fullTime, type Language, say } from '../../platform/index.js';
import { checkCompleteness, SOURCE } from './check-completeness.js';
import { followNamed, keysUntil } from './check-handovers.js';
import { checkDestroyed } from './check-destroyed.js';
import { checkItems } from './check-items.js';
import { checkLog, checkManifests, checkSeal, findKey, type Seal, type SignedLog } from './check-log.js';
import { checkMarks, type TrustedRoots } from './check-marks.js';
import { checkRecords, type CheckedRecords } from './check-records.js';
import { checkScope } from './check-scope.js';
import { checkRenditions } from './check-renditions.js';
import { Inspection } from './inspection.js';
import { type OpenedZip, openZip } from './open-zip.js';
import { type Fields, fieldsOf, listOf, textOf } from './shape.rules.js';
import { verifySentences } from './verify.sentences.js';
import { CouldNotLook, type Failure, HostileBundle, type Marks, type Report, type Verdict } from './verify.types.js';

const SEAL_ENDINGS = ['entry.json', 'tlog-proof', 'consistency', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'];

export interface VerifyInput {
  readonly path: string;
  /** The key the reader trusts: text of a PEM file, and its name for messages. */
  readonly key?: { readonly pem: string; readonly name: string } | undefined;
  /** Certificates of timestamp authorities that the reader trusts: text of a PEM file, and its name. */
  readonly roots?: { readonly pem: string; readonly name: string } | undefined;
  readonly language: Language;
}

interface Found {
  readonly marks: Marks;
  readonly counts: Report['counts'];
  readonly key: Buffer | null;
  /** The key named handed over to it. */
  readonly handedOver: boolean;
  readonly source: Fields;
  readonly sealedAt: string | null;
}

/**
 * Judges a bundle by its own bytes: no network, no database, no clock. Never throws for anything in the bundle.
 *
 * - *authentic*: complete, unchanged, signed by the key named;
 * - *consistent*: agrees with itself, no key named;
 * - *wrong*: something is not what was recorded; it is named;
 * - *could not look*: nothing can be said either way.
 */
export async function verifyBundle(input: VerifyInput): Promise<Report> {
  let zip: OpenedZip | null = null;
  let look: Inspection | null = null;
  try {
    const named = input.key ? namedKey(input.key) : null;
    zip = await openZip(input.path);
    look = new Inspection(zip, bundleName(zip));
    const found = await inspect(look, { named, trusted: trustedRoots(input) });
    return report(look, found, { named: named !== null, language: input.language });
  } catch (error) {
    if (error instanceof CouldNotLook) return unseen(error, input);
    if (error instanceof HostileBundle) return unopened(error.failure, look, input.language);
    throw error;
  } finally {
    zip?.close();
  }
}

function namedKey({ pem, name }: { readonly pem: string; readonly name: string }): Buffer {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return rawPublicKey(key);
  } catch (cause) {
    throw new CouldNotLook('key-file', { file: name }, { cause });
  }
  throw new CouldNotLook('key-file', { file: name });
}

interface Trust {
  /** The key the reader named. */
  readonly named: Buffer | null;
  readonly trusted: TrustedRoots;
}

function trustedRoots({ roots }: VerifyInput): TrustedRoots {
  if (!roots) return null;
  if (readCertificates(roots.pem).length === 0) throw new CouldNotLook('ca-file', { file: roots.name });
  return roots.pem;
}

function bundleName(zip: OpenedZip): string {
  const folders = new Set([...zip.names].filter((name) => name.includes('/')).map((name) => name.split('/')[0] ?? ''));
  const name = [...folders].find(
    (folder) => zip.names.has(`${folder}/bagit.txt`) || zip.names.has(`${folder}.entry.json`),
  );
  if (name === undefined) throw new CouldNotLook('no-seal');
  return name;
}

async function inspect(look: Inspection, { named, trusted }: Trust): Promise<Found> {
  const { handovers, current, handedOver } = await followNamed(look, named);
  const { key, log, seal } = await inspectSeal(look, current);
  const marks = log ? await checkMarks(look, log, { trusted, keys: keysUntil(log.key, handovers) }) : NO_MARKS;
  const records = await checkRecords(look, log);
  if (!look.has(SOURCE)) look.fail(SOURCE, 'missing');
  const source = look.has(SOURCE) ? fieldsOf(await look.json(SOURCE)) : {};
  const items = await checkItems(look, records);
  // A source.json already named is not a measure for the rest.
  if (look.sound(SOURCE)) {
    const destroyed = await checkDestroyed(look, source, records);
    const inside = checkCompleteness(look, source, { records, destroyed });
    await checkScope(look, source, records);
    await checkRenditions(look, { source, records, items, inside, destroyed: destroyed.items });
    const isOwn = seal === null || seal.exportId === source['exportId'];
    if (!isOwn) look.fail(SOURCE, 'rendition', { against: `${look.bundle}.entry.json` });
  }
  numberItems(look, records, items.numbers);
  const { withheldParts } = items.release;
  const counts = { files: look.zip.names.size, ...items.counts, entries: records.size, withheldParts };
  return { counts, key, handedOver, source, marks, sealedAt: seal?.sealedAt ?? null };
}

async function inspectSeal(
  look: Inspection,
  named: Buffer | null,
): Promise<{ readonly key: Buffer | null; readonly log: SignedLog | null; readonly seal: Seal | null }> {
  const files = SEAL_ENDINGS.map((ending) => `${look.bundle}.${ending}`);
  for (const file of files) if (!look.zip.names.has(file)) look.fail(file, 'missing');
  for (const file of look.zip.names) {
    if (!file.startsWith(`${look.bundle}/`) && !files.includes(file)) look.fail(file, 'stray');
  }
  const isSealed = files.slice(0, 3).every((file) => look.zip.names.has(file));
  const key = isSealed ? await findKey(look, named) : null;
  const log = key && (await checkLog(look, key));
  const seal = key && (await checkSeal(look, key, log));
  if (!seal) await checkManifests(look);
  return { key, log, seal };
}

/** A failing part is spoken of by its item's number. */
function numberItems(look: Inspection, records: CheckedRecords, numbers: ReadonlyMap<string, number>): void {
  for (const [i, failure] of look.failures.entries()) {
    const seq = /^data\/records\/(\d+)\//.exec(failure.file)?.[1];
    const item = numbers.get(textOf(records.get(Number(seq))?.fields['item']));
    if (item !== undefined) look.failures[i] = { ...failure, item };
  }
}

const WORST = [
  'text',
  'part',
  'commit',
  'rendition',
  'destroyed',
  'sequence',
  'window',
  'clock',
  'missing',
  'stray',
  'entry',
  'sealed',
];

function report(look: Inspection, found: Found, asked: { named: boolean; language: Language }): Report {
  const { language } = asked;
  const failures = look.failures.toSorted((a, b) => rank(a) - rank(b));
  const zone = knownZone(textOf(found.source['zone']));
  const details = failures.map((failure) => inWords(failure, zone, language));
  const verdict: Verdict = failures.length > 0 ? 'wrong' : asked.named ? 'authentic' : 'consistent';
  const body = listOf(found.source['bodies'])
    .map((one) => textOf(one['name']))
    .join(', ');
  const keyText = found.key ? keyFingerprint(found.key) : '';
  const told = say(verifySentences, verdict, language, {
    ...found.counts,
    body,
    at: found.sealedAt === null ? '' : fullTime(found.sealedAt, zone, language),
    key: keyText,
    address: textOf(fieldsOf(found.source['source'])['logOrigin']),
    reason: details[0] ?? '',
    failed: failures.length,
  });
  const more = verdict === 'wrong' ? [] : marksInWords(found.marks, zone, language);
  const sentence = [told, ...toldBeside(found, verdict, language), ...more].join(' ');
  const { counts, marks } = found;
  return { verdict, sentence, details, failures, counts, marks, keyFingerprint: keyText || null, bundle: look.bundle };
}

function marksInWords({ stamps, cosignatures, earlier }: Marks, zone: string, language: Language): string[] {
  const told = stamps.map(({ authority: name, at, size, fingerprint, named }) => {
    const values = { name, size, at: fullTime(at, zone, language), fingerprint, named: named ? 'yes' : 'no' };
    return say(verifySentences, 'mark.stamp', language, values);
  });
  for (const { key, at, size } of cosignatures) {
    told.push(say(verifySentences, 'mark.witness', language, { key, size, at: fullTime(at, zone, language) }));
  }
  return earlier === null ? told : [...told, say(verifySentences, 'mark.earlier', language, { size: earlier })];
}

function toldBeside({ counts, handedOver, key }: Found, verdict: Verdict, language: Language): string[] {
  const { withheldParts } = counts;
  const told: string[] = [];
  if (verdict === 'authentic' && handedOver && key)
    told.push(say(verifySentences, 'handed-over', language, { key: keyFingerprint(key) }));
  if (verdict !== 'wrong' && withheldParts > 0)
    told.push(say(verifySentences, 'withheld-parts', language, { withheldParts }));
  return told;
}

function knownZone(zone: string): string {
  return Intl.supportedValuesOf('timeZone').includes(zone) ? zone : 'UTC';
}

function rank({ reason }: Failure): number {
  const at = WORST.indexOf(reason);
  return at < 0 ? WORST.length : at;
}

function inWords(failure: Failure, zone: string, language: Language): string {
  const { file, item, at, against } = failure;
  const reason = failure.reason === 'text' && item === undefined ? 'part' : failure.reason;
  const when = at === undefined || Number.isNaN(Date.parse(at)) ? 'none' : fullTime(at, zone, language);
  return say(verifySentences, `reason.${reason}`, language, {
    file,
    item: item ?? 0,
    at: when,
    against: against ?? '',
  });
}

const NO_MARKS: Marks = { stamps: [], cosignatures: [], earlier: null };
const NOTHING = { files: 0, items: 0, versions: 0, entries: 0, withheldParts: 0 };

function unseen({ obstacle, facts }: CouldNotLook, { language }: VerifyInput): Report {
  const because = say(verifySentences, `obstacle.${obstacle}`, language, facts);
  const what = say(verifySentences, 'what.bundle', language);
  const sentence = say(verifySentences, 'could-not-look', language, { what, because });
  return {
    verdict: 'could-not-look',
    sentence,
    details: [],
    failures: [],
    counts: NOTHING,
    marks: NO_MARKS,
    keyFingerprint: null,
    bundle: null,
  };
}

function unopened(failure: Failure, look: Inspection | null, language: Language): Report {
  const reason = inWords(failure, 'UTC', language);
  return {
    verdict: 'wrong',
    sentence: say(verifySentences, 'wrong.unopened', language, { reason }),
    details: [reason],
    failures: [failure],
    counts: NOTHING,
    marks: NO_MARKS,
    keyFingerprint: null,
    bundle: look?.bundle ?? null,
  };
}
