import { calendarDate, fullTime, type Language, say } from '../platform/index.js';
import { holdName } from './hold-name.rules.js';
import type { HoldView, ReleasePreview } from './holds.types.js';
import { retentionSentences } from './retention.sentences.js';

export function nameInWords({ number, matter }: HoldView, language: Language): string {
  const { number: matterNumber, name, kind } = matter;
  return holdName({ number, matter_number: matterNumber, matter_name: name, matter_kind: kind }, language);
}

/** What a release would free, a line for each account. */
export function previewInWords({ freed, stays, accounts }: ReleasePreview, language: Language): string[] {
  return [
    say(retentionSentences, 'preview', language, { freed, stays }),
    ...accounts.map(({ handle, freed: of, stays: others }) =>
      say(retentionSentences, 'preview.account', language, { handle, freed: of, stays: others }),
    ),
  ];
}

/** One line of a list. */
export function holdLine(hold: HoldView, language: Language): string {
  return say(retentionSentences, 'line', language, {
    number: hold.number,
    state: say(retentionSentences, `state.${hold.state}`, language),
    items: hold.items,
    name: nameInWords(hold, language),
  });
}

/** Everything a person asks of a hold: what it keeps, since when, why, and how its release stands. */
export function holdInWords(hold: HoldView, language: Language): string[] {
  const at = (time: string): string => fullTime(time, hold.zone, language);
  return [
    holdLine(hold, language),
    say(retentionSentences, 'trigger', language, { at: at(hold.triggerAt) }),
    say(retentionSentences, 'placed-by', language, { at: at(hold.placedAt), who: hold.placedBy, reason: hold.reason }),
    scopeInWords(hold, language),
    ...releaseInWords(hold, language),
    hold.id,
  ];
}

function scopeInWords({ scope, zone }: HoldView, language: Language): string {
  if (scope.kind === 'items') return say(retentionSentences, 'scope.items', language, { items: scope.itemIds.length });
  const day = (at: string | null): string =>
    at === null ? say(retentionSentences, 'scope.open', language) : calendarDate(`${at}T12:00:00Z`, 'UTC', language);
  return `${say(retentionSentences, 'scope.living', language, {
    accounts: scope.accountIds?.length ?? 0,
    from: day(scope.from),
    to: day(scope.to),
    query: scope.query ?? say(retentionSentences, 'scope.any', language),
  })} (${zone})`;
}

function releaseInWords({ release, zone }: HoldView, language: Language): string[] {
  if (release === null) return [];
  const { proposedAt, proposedBy, reason, approvedAt, approvedBy } = release;
  return approvedAt === null
    ? [
        say(retentionSentences, 'release.proposed', language, {
          at: fullTime(proposedAt, zone, language),
          who: proposedBy,
          reason,
        }),
      ]
    : [
        say(retentionSentences, 'release.approved', language, {
          at: fullTime(approvedAt, zone, language),
          who: approvedBy ?? '',
        }),
      ];
}
