import { FORM_DICTIONARY } from './form.dictionary.js';
import { Connector, type KnownItem, type Probe, type Recognised } from '../connector.port.js';
import type { MediumBody, Page, Platform } from '../observation.types.js';

/** A network of which nothing is captured by itself: what of it may be archived comes from its own downloads and by hand. */
export interface Network {
  readonly platform: Platform;
  /** As people call it. */
  readonly name: string;
  readonly hosts: readonly string[];
  /** What an account's address begins with, whichever of the hosts was typed. */
  readonly home: string;
  /** What an address names as an account, without the network's home: `@city`, `company/city`. */
  readonly handleAt: (url: URL) => string | null;
  /** Upper and lower case mean the same account. */
  readonly folds: boolean;
  readonly dictionary: Uint8Array;
}

/** No loop is made for its accounts and no call is ever made: an account is what a person says it is. */
export class UnpolledConnector extends Connector {
  readonly platform: Platform;
  readonly version = 1;
  readonly dictionary: Uint8Array;
  override readonly polled = false;

  constructor(private readonly network: Network) {
    super();
    this.platform = network.platform;
    this.dictionary = network.dictionary;
  }

  recognise(input: string): Recognised | null {
    const typed = input.trim();
    if (!/^https?:\/\//i.test(typed) || !URL.canParse(typed)) return null;
    const url = new URL(typed);
    if (url.username !== '' || !this.network.hosts.includes(url.host)) return null;
    const handle = this.network.handleAt(url);
    return handle === null ? null : { url: this.addressOf(handle), handle };
  }

  probe({ url, handle }: { readonly url: string; readonly handle: string }): Promise<Probe> {
    const canonicalUri = this.network.folds ? url.toLowerCase() : url;
    return Promise.resolve({
      account: { canonicalUri, handle, nativeId: handle, url, title: handle },
      software: this.network.name,
      limits: ['not-captured'],
      settings: {},
    });
  }

  /** Nothing is asked for by itself. */
  async *backfill(): AsyncGenerator<Page> {}
  async *incremental(): AsyncGenerator<Page> {}
  async *replies(): AsyncGenerator<Page> {}
  async *recheck(): AsyncGenerator<Page> {}

  resolveMedium(_context: unknown, _item: KnownItem, _medium: MediumBody): Promise<string | null> {
    return Promise.resolve(null);
  }

  private addressOf(handle: string): string {
    const { home, platform } = this.network;
    return `${home}/${platform === 'x' ? handle.slice(1) : handle}`;
  }
}

/** Any other network: an account there is whatever address a person gives, and only where they say so. */
export const OTHER_NETWORK: Network = {
  platform: 'other',
  name: 'another network',
  hosts: [],
  home: '',
  handleAt: () => null,
  folds: false,
  dictionary: FORM_DICTIONARY,
};
