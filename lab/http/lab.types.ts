import type { World } from '../world/world.js';
import type { AccessToken, Server } from '../world/world.types.js';

export interface LabRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface LabAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What a façade needs to answer: the world, which server it plays, and where it listens. */
export interface Stage {
  readonly world: World;
  readonly server: Server;
  /** `http://127.0.0.1:port` */
  readonly base: string;
}

/** Who looks, and when: URLs of media, states of polls and what a stranger is not told depend on it. */
export interface Look extends Stage {
  readonly now: Date;
  readonly token: AccessToken | null;
}

export interface Visit extends Look {
  readonly request: LabRequest;
}

export type Facade = (visit: Visit) => LabAnswer;
