import type { KeptStamp } from './stamp.types.js';

export type FreshStamp = Omit<KeptStamp, 'size' | 'authority'>;

/**
 * Somebody outside who says when bytes were there (RFC 3161). `stamp` answers only what was judged to be a stamp of
 * these very bytes, asked for now, by an authority that the configured certificates lead to and that nothing seen has
 * revoked; everything else is a StampRefused, and changes nothing.
 */
export abstract class TimestampAuthority {
  abstract readonly name: string;
  abstract stamp(data: Uint8Array, signal?: AbortSignal): Promise<FreshStamp>;
}

/** All that are configured; mostly none or two. Injected by this class. */
export abstract class TimestampAuthorities {
  abstract readonly all: readonly TimestampAuthority[];
}
