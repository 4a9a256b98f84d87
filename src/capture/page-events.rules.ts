/** What the log will say of a page. */
import { findingEvent } from '../archive/finding-event.rules.js';
import type { NewEvent } from '../audit/index.js';
import type { PageToCommit } from './commit-page.js';
import type { DraftedSnapshots } from './draft-snapshots.js';
import type { Absences } from './find-absences.js';
import type { LoopRun } from './loop-run.types.js';
import type { Watched } from './watch-items.rules.js';

export function eventsOf(page: {
  run: LoopRun;
  drafted: DraftedSnapshots;
  absent: Absences;
  exchanges: PageToCommit['exchanges'];
  watched: Pick<Watched, 'seenAgain' | 'linked'>;
  differs: PageToCommit['differs'];
}): NewEvent[] {
  const account = page.run.account.id;
  const itemOf = new Map(page.drafted.shown.map(({ mediumId, itemId }) => [mediumId, itemId]));
  return [
    ...page.drafted.snapshots.map(
      ({ itemId: item, id: snapshot, number, exchangeId: exchange, commit, eventId: id }) => ({
        type: 'snapshot.stored' as const,
        facts: { item, snapshot, number, exchange, commit: commit.toString('hex') },
        account,
        id,
      }),
    ),
    ...page.drafted.media.map(({ id: medium }) => ({
      type: 'medium.stored' as const,
      facts: { medium, item: itemOf.get(medium) ?? '' },
      account,
    })),
    ...page.exchanges.flatMap(({ id: exchange, why }) =>
      why === 'new' ? [] : [{ type: 'exchange.kept' as const, facts: { exchange, why }, account }],
    ),
    ...page.absent.suspected.map(({ found, exchange }) => ({
      type: 'item.missed' as const,
      facts: { item: found.itemId, exchange },
      account,
    })),
    ...page.watched.seenAgain.map((item) => ({ type: 'item.seen-again' as const, facts: { item }, account })),
    ...page.watched.linked.map((item) => ({ type: 'item.linked' as const, facts: { item }, account })),
    ...page.differs.map(({ id: difference, itemId: item, exchangeId: exchange }) => ({
      type: 'item.differs' as const,
      facts: { item, difference, exchange },
      account,
    })),
    ...page.absent.findings.map((finding) => findingEvent(finding, account)),
  ];
}
