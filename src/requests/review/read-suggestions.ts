import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReadItems, type VersionView } from '../../archive/index.js';
import { type Actor, demand, Refusal } from '../../platform/index.js';
import { redactionSentences } from '../redaction/redaction.sentences.js';
import { type SuggestionContext, suggestRedactions } from '../redaction/suggest-redactions.rules.js';
import type { CodeLibrary } from '../redaction/exemption-codes.rules.js';
import { CODE_LIBRARIES } from './ground.rules.js';
import type { SuggestionView } from './review.types.js';

/** Places in an item that look like somebody's personal data. A person confirms each; nothing is covered by itself. */
@Injectable()
export class ReadSuggestions {
  constructor(
    private readonly database: DataSource,
    private readonly items: ReadItems,
    @Inject(CODE_LIBRARIES) private readonly libraries: readonly CodeLibrary[],
  ) {}

  /** In the versions the set was frozen with. */
  async run(actor: Actor, requestId: string, itemId: string): Promise<SuggestionView[]> {
    demand(actor, 'request.review');
    const [row] = await this.database.query<{ versions: number; law: string | null; country: string }[]>(
      `SELECT i.versions, r.law, b.country FROM request_item i JOIN records_request r ON r.id = i.request_id
         JOIN body b ON b.id = r.body_id WHERE i.request_id = $1 AND i.item_id = $2`,
      [requestId, itemId],
    );
    if (!row) throw new Refusal('not-found', 'This item is not in a frozen set of this request.');
    const library = this.libraries.find(({ law }) => law === row.law);
    const [view] = await this.items.views(actor, [itemId]);
    const context = {
      country: row.country.slice(0, 2),
      official: view?.author?.official === true,
      ...(library === undefined ? {} : { library }),
    };
    return (view?.versions ?? [])
      .filter(({ number }) => number <= row.versions)
      .flatMap((version) => inVersion(version, context));
  }
}

function inVersion(version: VersionView, context: SuggestionContext): SuggestionView[] {
  const parts: readonly (readonly [string, string | null])[] = [
    ['text', version.text],
    ['title', version.title],
    ['content-warning', version.contentWarning],
    ...version.media.map(({ ordinal, alt }) => [`alt-${ordinal}`, alt] as const),
    ...(version.poll?.options ?? []).map(({ title }, i) => [`poll-${i + 1}`, title] as const),
  ];
  return parts.flatMap(([part, text]) =>
    suggestRedactions(text ?? '', context).map(({ kind, start, end, reason, code }) => ({
      version: version.number,
      part,
      start,
      end,
      kind,
      code,
      why: redactionSentences[reason],
    })),
  );
}
