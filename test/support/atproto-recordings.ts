import { fromRepository, REPOSITORY } from './repository.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Recorded {
  readonly label: string;
  readonly request: { readonly path: string };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: { readonly base64?: string };
  };
}

const SESSION: readonly Recorded[] = JSON.parse(fromRepository('test/fixtures/atproto/session.json'));

/** The account of the session that was recorded from a real network (PLC, PDS and AppView, November 2026). */
export const CITY = 'did:plc:s2xvxmsjpa45xyiau54qisbz';

export function recorded(label: string): { path: string; status: number; body: Buffer; json: unknown } {
  const found = SESSION.find((one) => one.label === label);
  if (!found) throw new Error(`Nothing was recorded as "${label}"`);
  const { status, body } = found.response;
  const bytes = body.base64 === undefined ? Buffer.from(JSON.stringify(body)) : Buffer.from(body.base64, 'base64');
  return { path: found.request.path, status, body: bytes, json: body };
}

/** The frames of the same session, as the host's stream sent them. */
export function recordedFrames(): readonly Buffer[] {
  const text = readFileSync(join(REPOSITORY, 'test/fixtures/atproto/subscribeRepos.frames.base64.txt'), 'utf8');
  return text.split('\n').flatMap((line) => (line === '' ? [] : [Buffer.from(line, 'base64')]));
}
