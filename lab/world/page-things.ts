import { createHash } from 'node:crypto';
import type { Account, ShownMedium } from './world.types.js';

export interface LabPhoto {
  readonly id: string;
  readonly createdAt: Date;
  name: string;
  /** What whoever put it there wrote. */
  alt: string;
  readonly medium: ShownMedium['medium'];
  removedAt: Date | null;
}

export interface LabAlbum {
  readonly id: string;
  readonly page: Account;
  readonly name: string;
  readonly description: string;
  readonly createdAt: Date;
  updatedAt: Date;
  readonly photos: LabPhoto[];
}

export interface LabVideo {
  readonly id: string;
  readonly page: Account;
  readonly createdAt: Date;
  readonly title: string;
  description: string;
  readonly medium: ShownMedium['medium'];
  removedAt: Date | null;
}

export interface LabStory {
  readonly id: string;
  readonly page: Account;
  readonly createdAt: Date;
  readonly mediaType: 'photo' | 'video';
  readonly mediaId: string;
}

export interface LabMessage {
  readonly id: string;
  readonly from: Account;
  readonly to: Account;
  readonly createdAt: Date;
  readonly text: string;
  readonly media: readonly ShownMedium['medium'][];
  removedAt: Date | null;
}

/** What one person and a page write to each other. */
export interface LabThread {
  readonly id: string;
  readonly page: Account;
  readonly person: Account;
  readonly messages: LabMessage[];
}

/** What a page of Facebook has beside its posts: no post, so that nothing of it is in the diary. */
export class PageThings {
  readonly albums: LabAlbum[] = [];
  readonly videos: LabVideo[] = [];
  readonly stories: LabStory[] = [];
  readonly threads: LabThread[] = [];
  private made = 0;

  album(page: Account, name: string, { at, description = '' }: { at: Date; description?: string }): LabAlbum {
    const album = { id: this.number(), page, name, description, createdAt: at, updatedAt: at, photos: [] };
    this.albums.push(album);
    return album;
  }

  photo(album: LabAlbum, name: string, { at, alt = '' }: { at: Date; alt?: string }): LabPhoto {
    const id = this.number();
    const photo = { id, name, alt, createdAt: at, medium: mediumOf(id, 'map'), removedAt: null };
    album.photos.push(photo);
    album.updatedAt = at;
    return photo;
  }

  video(page: Account, title: string, { at, description = '' }: { at: Date; description?: string }): LabVideo {
    const id = this.number();
    const video = { id, page, title, description, createdAt: at, medium: mediumOf(id, 'map'), removedAt: null };
    this.videos.push(video);
    return video;
  }

  story(page: Account, at: Date): LabStory {
    const story = { id: this.number(), page, createdAt: at, mediaType: 'photo', mediaId: this.number() } as const;
    this.stories.push(story);
    return story;
  }

  /** Between a page and a person, whichever writes; a first message opens their conversation. */
  message(
    text: string,
    { page, person, from, at, media = 0 }: { page: Account; person: Account; from: Account; at: Date; media?: number },
  ): LabMessage {
    let thread = this.threads.find((one) => one.page === page && one.person === person);
    if (!thread) this.threads.push((thread = { id: `t_${this.number()}`, page, person, messages: [] }));
    const id = `m_${createHash('sha256').update(this.number()).digest('base64url')}`;
    const shown = Array.from({ length: media }, (_, i) => mediumOf(`${id} ${String(i)}`, 'map'));
    const to = from === page ? person : page;
    const message = { id, from, to, createdAt: at, text, media: shown, removedAt: null };
    thread.messages.push(message);
    return message;
  }

  shows(key: string): boolean {
    const standing = [...this.albums.flatMap(({ photos }) => photos), ...this.videos].filter(
      ({ removedAt }) => removedAt === null,
    );
    const sent = this.threads.flatMap(({ messages }) => messages).filter(({ removedAt }) => removedAt === null);
    return [...standing.map(({ medium }) => medium), ...sent.flatMap(({ media }) => media)].some(
      (medium) => medium.key === key,
    );
  }

  private number(): string {
    this.made += 1;
    return String(700_000_000_000_000 + this.made);
  }
}

function mediumOf(name: string, scene: string): ShownMedium['medium'] {
  return { key: createHash('sha256').update(`thing ${name}`).digest('hex').slice(0, 16), scene };
}
