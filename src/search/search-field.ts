import type { DataSource } from 'typeorm';
import type { Permission } from '../platform/index.js';
import type { FieldReader, FieldReaders } from './query.types.js';

/** A field of the query language. Built-in ones stand in `fields/`; later modules register theirs with `SearchFields`. */
export interface SearchField extends FieldReader {
  /** What a person types, e.g. `state:gone`. */
  readonly example: string;
  /** What it finds, as one sentence. */
  readonly help: { readonly en: string; readonly pl: string };
  /** What it tells of more than items: only whoever may read that may ask for it. */
  readonly permission?: Permission;
  mean(value: string, scene: Scene): Meaning | Promise<Meaning>;
}

/** What a field may need to know to say what it means now. */
export interface Scene {
  readonly database: DataSource;
  readonly now: Date;
  /** Entries of the log over which is searched; null: as things stand now. */
  readonly at: number | null;
  readonly bodies: readonly { readonly id: string; readonly zone: string }[];
  readonly accounts: readonly {
    readonly id: string;
    readonly handle: string;
    readonly title: string;
    readonly platform: string;
  }[];
}

/** Takes a value and answers how SQL names it. `type` is PostgreSQL's, e.g. `uuid[]`. */
export type Bind = (value: unknown, type: string) => string;

export type Meaning =
  /** Stands in the words of a version, or of what it repeats or quotes. */
  | { readonly in: 'words'; readonly tsquery: string }
  | {
      /** Holds of the item as it stands (rows `w` of item_watch and `i` of item), or of the version `v` alone. */
      readonly in: 'item' | 'version';
      readonly sql: (bind: Bind) => string;
      /** It holds of no item of another account. */
      readonly accountIds?: readonly string[];
      /** It holds of no item posted outside [from, to). */
      readonly posted?: { readonly from: Date | null; readonly to: Date | null };
    };

/** Every field there is, by name. */
export class SearchFields {
  private readonly fields: Map<string, SearchField>;

  constructor(builtIn: readonly SearchField[]) {
    this.fields = new Map(builtIn.map((field) => [field.name, field]));
  }

  /** For modules that stand to the right of this one, as `hold:` and `request:` do. */
  register(field: SearchField): void {
    if (this.fields.has(field.name)) throw new Error(`There is a field ${field.name} already`);
    this.fields.set(field.name, field);
  }

  get readers(): FieldReaders {
    return this.fields;
  }

  get all(): readonly SearchField[] {
    return [...this.fields.values()];
  }

  named(name: string): SearchField {
    const field = this.fields.get(name);
    if (!field) throw new Error(`There is no field ${name}`);
    return field;
  }
}
