import { OutboundError, type OutboundFault } from './outbound.types.js';

/** Of an answer that was given up because of its size. */
const TOO_LARGE = 'AKTA_TOO_LARGE';

const BY_CODE: Readonly<Record<string, OutboundFault>> = {
  [TOO_LARGE]: 'too-large',
  ENOTFOUND: 'unknown-host',
  ENODATA: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
  EAI_FAIL: 'unknown-host',
  ECONNREFUSED: 'refused-connection',
  EHOSTUNREACH: 'refused-connection',
  ENETUNREACH: 'refused-connection',
  EADDRNOTAVAIL: 'refused-connection',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
};

/** The same request may succeed a moment later: the transport broke, and nothing was said. */
const PASSING = new Set(['ECONNRESET', 'EPIPE', 'EAI_AGAIN', 'UND_ERR_SOCKET', 'UND_ERR_CLOSED', 'UND_ERR_DESTROYED']);

const SENTENCES: Readonly<Record<OutboundFault, (host: string) => string>> = {
  'unknown-host': (host) => `There is no server named ${host}, or its name could not be looked up.`,
  'address-refused': (host) => `${host} may not be contacted.`,
  'refused-connection': (host) => `${host} accepts no connection.`,
  timeout: (host) => `${host} did not answer in time.`,
  'too-large': (host) => `The answer of ${host} is larger than what is taken.`,
  'too-many-redirects': (host) => `${host} redirects in circles.`,
  certificate: (host) => `The certificate of ${host} cannot be trusted.`,
  'broken-answer': (host) => `The answer of ${host} broke off or cannot be read.`,
  aborted: (host) => `The request to ${host} was called off.`,
};

export function tooLarge(maxBytes: number): Error {
  return Object.assign(new RangeError(`More than ${maxBytes} bytes`), { code: TOO_LARGE });
}

/** What went wrong on the way to `host`, in one of our words. */
export function outboundError(cause: unknown, host: string): OutboundError {
  if (cause instanceof OutboundError) return cause;
  const fault = faultOf(codeOf(cause));
  return new OutboundError(fault, SENTENCES[fault](host), { cause });
}

export function isPassing(error: unknown): boolean {
  return PASSING.has(codeOf(error instanceof OutboundError ? error.cause : error));
}

function faultOf(code: string): OutboundFault {
  if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_/.test(code)) return 'certificate';
  return BY_CODE[code] ?? 'broken-answer';
}

function codeOf(cause: unknown): string {
  const { code, errors } = Object(cause);
  if (typeof code === 'string') return code;
  return Array.isArray(errors) && errors.length > 0 ? codeOf(errors[0]) : '';
}
