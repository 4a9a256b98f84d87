/** What a person must say of what they hand in. */
import { Refusal } from '../../platform/http/problems.js';
import type { HandedIn, HandRole } from './hand.types.js';

const LONGEST_WORDS = 2_000;
const LONGEST_TEXT = 100_000;
const MOST_FILES = 20;
/** Clocks differ. */
const AHEAD_MS = 10 * 60_000;

export interface FileFacts {
  readonly name: string;
  readonly role: HandRole;
  readonly mime: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** @throws {Refusal} */
export function refuseForm(handed: HandedIn, now: Date): void {
  refuseAddress(handed.url);
  if (handed.seenBy.trim() === '') throw invalid('Say who saw it: --seen-by');
  if (handed.seenAt.getTime() > now.getTime() + AHEAD_MS)
    throw invalid('It cannot have been seen after now. Check the time.');
  if (handed.files.length === 0)
    throw invalid('Give at least one file: what was saved, or a picture of the screen. Words alone prove nothing.');
  if (handed.files.length > MOST_FILES) throw invalid(`At most ${MOST_FILES} files can be handed in at once.`);
  if ([handed.seenBy, handed.device, handed.manner].some((words) => (words?.length ?? 0) > LONGEST_WORDS))
    throw invalid(`An answer in the form is longer than ${LONGEST_WORDS} characters. Shorten it.`);
  if ((handed.text?.length ?? 0) > LONGEST_TEXT) throw invalid(`The text is longer than ${LONGEST_TEXT} characters.`);
  if (handed.forwarded) refuseForwarding(handed, handed.forwarded.receivedAt, now);
}

function refuseAddress(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const isWeb = parsed?.protocol === 'https:' || parsed?.protocol === 'http:';
  if (!parsed || !isWeb || parsed.username !== '' || url.length > LONGEST_WORDS)
    throw invalid('This is no address of a page. Copy it from the address line of the browser.');
}

function refuseForwarding({ postedAt }: HandedIn, receivedAt: Date, now: Date): void {
  if (!postedAt) throw invalid('Say when it was posted, so that its 20 days can be counted: --posted-at');
  if (receivedAt < postedAt) throw invalid('It cannot have been received before it was posted. Check both times.');
  if (receivedAt.getTime() > now.getTime() + AHEAD_MS)
    throw invalid('It cannot have been received after now. Check the time.');
}

export interface FormBy {
  readonly account: string;
  readonly by: string;
  readonly at: Date;
}

/** The form as it is kept: the bytes the item rests on. */
export function formText(handed: HandedIn, files: readonly FileFacts[], { account, by, at }: FormBy): Buffer {
  const form = {
    form: 'akta/by-hand/1',
    url: handed.url,
    account,
    text: handed.text ?? null,
    postedAt: handed.postedAt?.toISOString() ?? null,
    seenBy: handed.seenBy,
    seenAt: handed.seenAt.toISOString(),
    device: handed.device ?? null,
    how: handed.manner ?? null,
    broughtBy: by,
    broughtAt: at.toISOString(),
    personalAccount: handed.forwarded ? { receivedAt: handed.forwarded.receivedAt.toISOString() } : null,
    files,
  };
  return Buffer.from(JSON.stringify(form, null, 2));
}

function invalid(sentence: string): Refusal {
  return new Refusal('invalid-input', sentence);
}
