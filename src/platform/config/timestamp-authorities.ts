import type { SettingsReader } from './settings.rules.js';

/** A timestamp authority that an operator trusts, and the certificates he trusts it by. */
export interface NamedAuthority {
  /** Its host; what its stamps are filed under. */
  readonly name: string;
  readonly url: string;
  /** PEM of its root, or of any certificate above its own that is trusted by itself. */
  readonly caFile: string;
}

const EXAMPLES = { TSA_URLS: 'https://tsa.example/tsr', TSA_CA_FILES: '/etc/akta/tsa.example.pem' } as const;

/** A stamp that is trusted by nothing proves nothing: each authority is given with its certificates. */
export function readAuthorities(settings: SettingsReader): readonly NamedAuthority[] {
  const [urls, files] = [settings.list('TSA_URLS'), settings.list('TSA_CA_FILES')];
  if (!urls.every(isAddress)) {
    settings.fault('TSA_URLS', 'holds something that is no web address', EXAMPLES.TSA_URLS);
    return [];
  }
  if (urls.length !== files.length) {
    const what = `names ${files.length} files, TSA_URLS ${urls.length} authorities; one file for each, in the same order`;
    settings.fault('TSA_CA_FILES', what, EXAMPLES.TSA_CA_FILES);
    return [];
  }
  const names = urls.map((url) => new URL(url).host.replaceAll(/[^a-z0-9.-]/g, '-'));
  return urls.map((url, i) => ({ name: nameOf(names, i), url, caFile: files[i] ?? '' }));
}

function isAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).username === '';
}

/** Of two at one host, the second is `host-2`. */
function nameOf(names: readonly string[], at: number): string {
  const name = names[at] ?? '';
  const before = names.slice(0, at).filter((one) => one === name).length;
  return before === 0 ? name : `${name}-${before + 1}`;
}
