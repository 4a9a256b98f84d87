/** What a sealed answer says of the versions it gave rise to, and what the database says of them, in one form. */
export interface VersionRow {
  readonly snapshot: string;
  readonly item: string;
  readonly number: number;
  readonly cause: string;
  readonly observed_at: Date;
  readonly item_json: Buffer | null;
  readonly captured_late: boolean;
  readonly media: readonly (readonly [ordinal: number, medium: string])[];
}

interface SealedVersion {
  readonly snapshot: string;
  readonly number: number;
  readonly cause: string;
  readonly observedAt: string;
  readonly late?: boolean;
  readonly media: readonly (readonly [ordinal: number, medium: string])[];
  readonly item: string;
}

/** Everything known of a version in one line of text. */
export interface ToldVersion {
  readonly item: string;
  readonly text: string;
}

/** By snapshot, of every slice that opened. */
export function sealedVersions(
  slices: readonly { readonly owner: string; readonly open: boolean; readonly tail: string }[],
): Map<string, ToldVersion> {
  const versions = slices.flatMap(({ owner, open, tail }) => {
    if (!open || owner === 'frame') return [];
    const sealed: readonly SealedVersion[] = JSON.parse(tail);
    return sealed.map(({ snapshot, number, cause, observedAt, late, media, item }) => {
      const text = JSON.stringify([owner, number, cause, observedAt, late ?? null, media, item]);
      return [snapshot, { item: owner, text }] as const;
    });
  });
  return new Map(versions);
}

export function versionOf(row: VersionRow): ToldVersion {
  const { item, number, cause, observed_at: at, captured_late: late, media, item_json: json } = row;
  const body = json?.toString('utf8') ?? null;
  return {
    item,
    text: JSON.stringify([item, number, cause, at.toISOString(), number === 1 ? late : null, media, body]),
  };
}
