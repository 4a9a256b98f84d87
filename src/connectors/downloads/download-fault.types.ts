export type DownloadFaultKind =
  /** It would do harm: climbing names, links, bombs, archives in archives, sizes that are not what is said. */
  | 'hostile'
  /** It breaks off, or is no longer what it was. */
  | 'damaged'
  /** It is another account's. */
  | 'foreign'
  /** It is nothing we can read. */
  | 'unknown';

/** Why a download is not imported, in one sentence for people. */
export class DownloadFault extends Error {
  override readonly name = 'DownloadFault';

  constructor(
    readonly kind: DownloadFaultKind,
    message: string,
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
  }
}
