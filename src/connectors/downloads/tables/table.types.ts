import type { ItemKind } from '../../observation.types.js';

/** Which column or member of an entry is what. Names lead through objects with dots: `data.text`. */
export interface TableFields {
  /** The network's own id of it; without one it is told by when it was posted and what it says. */
  readonly id?: string;
  readonly text?: string;
  readonly title?: string;
  readonly url?: string;
  readonly postedAt: string;
  readonly editedAt?: string;
  /** Id of what it answers. */
  readonly inReplyTo?: string;
  readonly author?: string;
  /** Address of something linked. */
  readonly link?: string;
  /** A file in the download, or several with commas between. */
  readonly media?: string;
}

/** One list of a download in which somebody says what its columns or members are. */
export interface TableList {
  /** Its name in the download; `*` stands for anything. */
  readonly file: string;
  /** Names that lead to the list in a JSON file; absent: a CSV. */
  readonly list?: readonly string[];
  readonly kind?: ItemKind;
  readonly fields: TableFields;
  /** IANA zone of times that name none; UTC unless told. */
  readonly zone?: string;
}

export interface TableMapping {
  readonly lists: readonly TableList[];
}
