import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Doc } from './meilisearch-matching.js';
import { Fault, fetchDocuments, search, type Settings, type TwinIndex, USUAL } from './meilisearch-search.js';
import { faultOf, type SeenRequest } from './meilisearch-shapes.js';
import { TaskFault, TwinTasks, type TwinTask } from './meilisearch-tasks.js';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * A small Meilisearch: the routes the program uses, as the published description (meilisearch/open-api 1.15.2) and the
 * server's source (1.50.0, crates/meilisearch/src/routes) say they answer. Every request is held against its shape.
 */
export class MeilisearchTwin {
  readonly tasks = new TwinTasks();
  readonly seen: SeenRequest[] = [];
  /** What the real server would not have taken. */
  readonly faults: string[] = [];
  /** How many requests more are answered by 503, as a proxy does while the server starts. */
  busy = 0;
  /** The next documents that are sent are refused by their task, whose message repeats the first of them. */
  refuseDocuments = false;
  private readonly indexes = new Map<string, TwinIndex>();
  private readonly server: Server;

  private constructor(private readonly key: string) {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  static async start(key = 'a-key-of-the-twin'): Promise<MeilisearchTwin> {
    const twin = new MeilisearchTwin(key);
    await new Promise<void>((resolve) => twin.server.listen(0, '127.0.0.1', resolve));
    return twin;
  }

  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  get at(): { url: string; key: string; name: string } {
    return { url: this.url, key: this.key, name: 'akta' };
  }

  /** Everything it keeps anywhere, as text. */
  everything(): string {
    return JSON.stringify([[...this.indexes].map(([uid, { docs }]) => [uid, [...docs.values()]]), this.tasks.all()]);
  }

  docs(uid = 'akta'): Map<string, Doc> {
    return this.indexes.get(uid)?.docs ?? new Map();
  }

  names(): string[] {
    return [...this.indexes.keys()].toSorted();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = await this.answer(request).catch((error: unknown) => {
      const { code, message, status: refused } = error instanceof Fault ? error : this.broken(error);
      // ResponseError
      const type = refused === 401 || refused === 403 ? 'auth' : 'invalid_request';
      return { status: refused, body: { message, code, type, link: `https://docs.meilisearch.com/errors#${code}` } };
    });
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body === undefined ? '' : JSON.stringify(body));
  }

  private broken(error: unknown): Fault {
    this.faults.push(String(error));
    return new Fault(500, 'internal', String(error));
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://twin');
    const sent = await text(request);
    const seen = {
      method: request.method ?? '',
      path,
      query: Object.fromEntries(searchParams),
      body: sent === '' ? undefined : JSON.parse(sent),
    };
    if (this.busy > 0) {
      this.busy -= 1;
      return { status: 503, body: undefined };
    }
    this.authorise(request.headers.authorization);
    this.seen.push(seen);
    const fault = faultOf(seen);
    if (fault !== null) {
      this.faults.push(fault);
      throw new Fault(400, 'bad_request', fault);
    }
    return this.route(seen);
  }

  /** errors: `missing_authorization_header` 401, `invalid_api_key` 403 */
  private authorise(header: string | undefined): void {
    if (header === undefined)
      throw new Fault(401, 'missing_authorization_header', 'The Authorization header is missing.');
    if (header !== `Bearer ${this.key}`) throw new Fault(403, 'invalid_api_key', 'The provided API key is invalid.');
  }

  private route({ method, path, query, body }: SeenRequest): Answer {
    const [, first = '', uid = '', part = '', more = ''] = path.split('/');
    if (first === 'tasks') return method === 'DELETE' ? this.deleteTasks(query) : this.task(Number(uid));
    if (first === 'swap-indexes') return this.swap(Object(body)[0].indexes);
    return uid === '' ? this.create(Object(body).uid) : this.ofIndex(uid, `${method} ${more || part}`, body);
  }

  private ofIndex(uid: string, asked: string, body: unknown): Answer {
    const routes: Readonly<Record<string, () => Answer>> = {
      'GET ': () => this.info(uid),
      'DELETE ': () => this.remove(uid),
      'PATCH settings': () => this.set(uid, Object(body)),
      'POST search': () => ({ status: 200, body: search(this.index(uid), Object(body)) }),
      'POST fetch': () => ({ status: 200, body: fetchDocuments(this.index(uid), Object(body)) }),
      'POST documents': () => this.addDocuments(uid, Object(body)),
      'POST delete-batch': () => this.deleteDocuments(uid, Object(body)),
    };
    const route = routes[asked];
    if (!route) throw new Fault(404, 'not_found', asked);
    return route();
  }

  private index(uid: string): TwinIndex {
    const index = this.indexes.get(uid);
    if (!index) throw new Fault(404, 'index_not_found', `Index \`${uid}\` not found.`);
    return index;
  }

  /** An index comes into being with the first task that needs it. */
  private made(uid: string): TwinIndex {
    const index = this.indexes.get(uid) ?? { settings: USUAL, docs: new Map<string, Doc>() };
    this.indexes.set(uid, index);
    return index;
  }

  private info(uid: string): Answer {
    this.index(uid);
    return {
      status: 200,
      body: { uid, primaryKey: 'id', createdAt: '2026-05-01T00:00:00Z', updatedAt: '2026-05-01T00:00:00Z' },
    };
  }

  private create(uid: string): Answer {
    return accepted(
      this.tasks.enqueue(uid, 'indexCreation', {
        work: () => {
          if (this.indexes.has(uid)) throw new TaskFault('index_already_exists', `Index \`${uid}\` already exists.`);
          this.made(uid);
          return { primaryKey: 'id' };
        },
      }),
    );
  }

  private remove(uid: string): Answer {
    return accepted(
      this.tasks.enqueue(uid, 'indexDeletion', {
        work: () => {
          if (!this.indexes.delete(uid)) throw new TaskFault('index_not_found', `Index \`${uid}\` not found.`);
          return {};
        },
      }),
    );
  }

  private set(uid: string, settings: Partial<Settings>): Answer {
    const work = (): Record<string, unknown> => {
      const index = this.made(uid);
      index.settings = { ...index.settings, ...settings };
      return settings;
    };
    return accepted(this.tasks.enqueue(uid, 'settingsUpdate', { work }));
  }

  private addDocuments(uid: string, docs: readonly Doc[]): Answer {
    const refused = this.refuseDocuments;
    this.refuseDocuments = false;
    const work = (): Record<string, unknown> => {
      // milli, user errors: the message of a faulty document repeats it
      if (refused)
        throw new TaskFault(
          'missing_document_id',
          `Document doesn't have a \`id\` attribute: \`${JSON.stringify(docs[0])}\`.`,
        );
      for (const doc of docs) this.made(uid).docs.set(String(doc['id']), doc);
      return { receivedDocuments: docs.length, indexedDocuments: docs.length };
    };
    return accepted(this.tasks.enqueue(uid, 'documentAdditionOrUpdate', { work, payload: docs }));
  }

  private deleteDocuments(uid: string, ids: readonly string[]): Answer {
    const work = (): Record<string, unknown> => {
      const gone = ids.filter((id) => this.made(uid).docs.delete(id));
      return { providedIds: ids.length, deletedDocuments: gone.length };
    };
    return accepted(this.tasks.enqueue(uid, 'documentDeletion', { work }));
  }

  private swap([one = '', other = '']: readonly string[]): Answer {
    const work = (): Record<string, unknown> => {
      const [left, right] = [this.indexes.get(one), this.indexes.get(other)];
      if (!left || !right) throw new TaskFault('index_not_found', `Indexes \`${one}\`, \`${other}\` not found.`);
      this.indexes.set(one, right).set(other, left);
      return { swaps: [{ indexes: [one, other] }] };
    };
    return accepted(this.tasks.enqueue(null, 'indexSwap', { work }));
  }

  private task(uid: number): Answer {
    const task = this.tasks.get(uid);
    if (!task) throw new Fault(404, 'task_not_found', `Task \`${uid}\` not found.`);
    const { payload: _, ...view } = task;
    return { status: 200, body: view };
  }

  private deleteTasks(query: Readonly<Record<string, string>>): Answer {
    const listed = (name: string): string[] | null => query[name]?.split(',') ?? null;
    const [uids, statuses, types] = [listed('indexUids'), listed('statuses'), listed('types')];
    const work = (): Record<string, unknown> => {
      const finished = this.tasks.all().filter(({ status }) => !['enqueued', 'processing'].includes(status));
      const matched = finished.filter(
        ({ indexUid, status, type }) =>
          (uids?.includes(indexUid ?? '') ?? true) &&
          (statuses?.includes(status) ?? true) &&
          (types?.includes(type) ?? true),
      );
      this.tasks.delete(matched.map(({ uid }) => uid));
      return { matchedTasks: matched.length, deletedTasks: matched.length };
    };
    return { ...accepted(this.tasks.enqueue(null, 'taskDeletion', { work })), status: 200 };
  }
}

/** SummarizedTaskView */
function accepted({ uid, indexUid, status, type, enqueuedAt }: TwinTask): Answer {
  return { status: 202, body: { taskUid: uid, indexUid, status, type, enqueuedAt } };
}
