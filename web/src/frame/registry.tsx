import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { AccountView, BodyView } from '../../../src/archive/views.types.js';

/** The accounts and bodies every screen refers to by id. */
export interface Registry {
  readonly accounts: ReadonlyMap<string, AccountView>;
  readonly bodies: ReadonlyMap<string, BodyView>;
}

const RegistryContext = createContext<Registry>({ accounts: new Map(), bodies: new Map() });

export function RegistryProvider(props: {
  accounts: readonly AccountView[];
  bodies: readonly BodyView[];
  children: ReactNode;
}): ReactNode {
  const { accounts, bodies, children } = props;
  const registry = useMemo(
    () => ({
      accounts: new Map(accounts.map((account) => [account.id, account])),
      bodies: new Map(bodies.map((body) => [body.id, body])),
    }),
    [accounts, bodies],
  );
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

export function useRegistry(): Registry {
  return useContext(RegistryContext);
}

export function useAccount(id: string): AccountView | undefined {
  return useRegistry().accounts.get(id);
}

/** The zone of the account's body: people read times as that body's clocks showed them. */
export function useZone(accountId: string | null): string {
  const { accounts, bodies } = useRegistry();
  const bodyId = accountId === null ? undefined : accounts.get(accountId)?.bodyId;
  const body = bodyId === undefined ? [...bodies.values()][0] : bodies.get(bodyId);
  return body?.zone ?? 'UTC';
}
