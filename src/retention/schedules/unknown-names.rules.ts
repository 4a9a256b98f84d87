import { isAccount } from './match-series.rules.js';
import type { Policy } from './policy.types.js';
import type { ScheduleScene } from './schedule-item.rules.js';

/** Bodies and accounts a policy names that this body is not, or does not have; each as a sentence. */
export function unknownNames(policy: Policy, { body, accounts }: ScheduleScene): string[] {
  const rules = policy.series.flatMap(({ id, match }) => (match ?? []).map((rule) => ({ id, rule })));
  return rules.flatMap(({ id, rule }) => [
    ...(rule.accounts ?? [])
      .filter((named) => ![...accounts.values()].some((account) => isAccount(named, account)))
      .map((named) => `The series ${id} names the account ${JSON.stringify(named)}, which ${body.name} does not have.`),
    ...(rule.bodies ?? [])
      .filter((named) => named !== body.name && named !== body.id)
      .map(
        (named) => `The series ${id} names the body ${JSON.stringify(named)}, and it is to be loaded for ${body.name}.`,
      ),
  ]);
}
