import type { DownloadReader } from './download.port.js';
import { BlueskyDownload } from './bluesky/bluesky-download.js';
import { MastodonDownload } from './mastodon/mastodon-download.js';
import { FacebookDownload } from './meta/facebook-download.js';
import { InstagramDownload, ThreadsDownload } from './meta/instagram-download.js';
import { LINKEDIN_DOWNLOAD, YOUTUBE_DOWNLOAD } from './tables/known-tables.js';
import { XDownload } from './x/x-download.js';

/** Those a download tells by itself which it is; a table is read by whoever says what is in it. */
export const DOWNLOAD_READERS: readonly DownloadReader[] = [
  new XDownload(),
  new MastodonDownload(),
  new BlueskyDownload(),
  new FacebookDownload(),
  new InstagramDownload(),
  new ThreadsDownload(),
  LINKEDIN_DOWNLOAD,
  YOUTUBE_DOWNLOAD,
];

export {
  type Download,
  type DownloadAbout,
  DOWNLOAD_FORMATS,
  type DownloadFormat,
  type DownloadReader,
  type DownloadReading,
} from './download.port.js';
export { DownloadFault } from './download-fault.types.js';
export { numberOfFile } from './meta/meta-entries.rules.js';
export { openDownload } from './open-download.js';
export { nameOfFileUrl } from './page-of-pieces.js';
export { bytesRead } from './piecewise-reader.js';
export { readerFor, refuseForeign } from './read-download.js';
export { MAPPING_SCHEMA, readMapping } from './tables/read-mapping.js';
export { TableDownload } from './tables/table-download.js';
