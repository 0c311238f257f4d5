import { useState } from 'react';
import type { ConnectionState } from '../../main/contract/account.ts';
import { useEvent } from '../engine/events.ts';
import { useQuery } from '../engine/use-query.ts';

const noAccount: ConnectionState = {
  state: 'none',
  code: null,
  facts: {},
  done: 0,
  total: 0,
  lastSyncAt: null,
};

/** The connection of the account: asked once, then as the engine tells it. Null before the first answer. */
export function useConnection(): ConnectionState | null {
  const account = useQuery('account.get', {}, { refreshOn: ['vault.changed'] });
  const [told, setTold] = useState<ConnectionState | null>(null);
  useEvent('account.connection', setTold);
  if (told) return told;
  if (account.loading || account.failure) return null;
  return account.data?.connection ?? noAccount;
}
