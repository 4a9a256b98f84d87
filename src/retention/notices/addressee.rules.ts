const NAMED = /^(.{1,200}?)\s*<([^<>]{3,254})>$/su;

/** Who is told: somebody who signs in here, by login; or a name, with an e-mail address or without. */
export type Addressee =
  | { readonly kind: 'login'; readonly login: string }
  | { readonly kind: 'name'; readonly name: string; readonly address: string | null };

/** `inez` is a login; `Ellen Brandt <ellen@newford.example>` or `Ellen Brandt` a name. Null: neither. */
export function readAddressee(typed: string): Addressee | null {
  const text = typed.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  if (text === '' || text.length > 460) return null;
  const [, name, address] = NAMED.exec(text) ?? [];
  if (name !== undefined && address !== undefined) return { kind: 'name', name, address };
  if (/^[\w.@+-]{1,200}$/.test(text)) return { kind: 'login', login: text };
  return /[<>]/.test(text) || text.length > 200 ? null : { kind: 'name', name: text, address: null };
}
