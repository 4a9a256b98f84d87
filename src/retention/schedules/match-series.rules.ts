import { quoteLexeme } from '../../search/document.rules.js';
import { fold } from '../../search/fold.rules.js';
import type { MatchRule } from './policy.types.js';
import type { AccountScene, ItemFacts, Reason } from './schedule.types.js';

/** What a rule is held against. */
export interface MatchScene {
  readonly facts: ItemFacts;
  readonly account: AccountScene;
  readonly body: { readonly id: string; readonly name: string };
}

type Condition = (rule: MatchRule, scene: MatchScene) => Reason | null | 'not-asked';

/** Why one of these rules fits, by the first that does; null where none does. */
export function reasonsToMatch(rules: readonly MatchRule[], scene: MatchScene): readonly Reason[] | null {
  for (const rule of rules) {
    const reasons = reasonsOf(rule, scene);
    if (reasons !== null) return reasons;
  }
  return null;
}

function reasonsOf(rule: MatchRule, scene: MatchScene): readonly Reason[] | null {
  const reasons: Reason[] = [];
  for (const condition of CONDITIONS) {
    const found = condition(rule, scene);
    if (found === null) return null;
    if (found !== 'not-asked') reasons.push(found);
  }
  return reasons;
}

function oneOf(
  asked: Reason['asked'],
  wanted: readonly string[] | undefined,
  is: readonly string[],
): ReturnType<Condition> {
  if (wanted === undefined) return 'not-asked';
  const found = is.find((value) => wanted.includes(value));
  return found === undefined ? null : { asked, is: found };
}

const CONDITIONS: readonly Condition[] = [
  ({ bodies }, { body }) => oneOf('body', bodies, [body.name, body.id]),
  ({ accounts }, { account }) => {
    if (accounts === undefined) return 'not-asked';
    return accounts.some((named) => isAccount(named, account)) ? { asked: 'account', is: account.handle } : null;
  },
  ({ characters }, { account }) => oneOf('character', characters, [account.character]),
  ({ custodianRoles }, { account, facts }) =>
    oneOf('custodian-role', custodianRoles, rolesAt(account, facts.createdAt)),
  ({ itemTypes }, { facts }) => oneOf('item-type', itemTypes, [facts.type]),
  ({ hashtags }, { facts }) => {
    if (hashtags === undefined) return 'not-asked';
    const found = hashtags.find((tag) => facts.hashtags.includes(tagOf(tag)));
    return found === undefined ? null : { asked: 'hashtag', is: `#${tagOf(found)}` };
  },
  ({ visibility }, { facts }) => oneOf('visibility', visibility, facts.visibility === null ? [] : [facts.visibility]),
  ({ authors }, { facts }) => oneOf('author', authors, [facts.author]),
  ({ hasReplyByBody }, { facts }) => {
    if (hasReplyByBody === undefined) return 'not-asked';
    const is = String(facts.hasReplyByBody);
    return facts.hasReplyByBody === hasReplyByBody ? { asked: 'has-reply-by-body', is } : null;
  },
];

/** A hashtag as the index of words spells it, without its sign. */
export function tagOf(typed: string): string {
  return fold(typed.replace(/^#/, ''));
}

/** The same as a query of that index. */
export function tagQuery(typed: string): string {
  return quoteLexeme(`#${tagOf(typed)}`);
}

export function isAccount(named: string, { id, handle }: AccountScene): boolean {
  const [wanted, whole] = [named, handle].map((name) => name.replace(/^@/, '').toLowerCase());
  return named === id || wanted === whole || wanted === whole?.split('@', 1)[0];
}

function rolesAt({ custodians }: AccountScene, at: Date): string[] {
  return custodians.filter(({ from, to }) => from <= at && (to === null || at < to)).map(({ role }) => role);
}
