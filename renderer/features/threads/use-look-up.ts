import { useEffect } from 'react';
import { call } from '../../engine/call.ts';

/**
 * Asks the mail domain of an address about its TLS, once somebody wants to know how to write to it. Their name server
 * can see who asks and when, so that opening a mail must never do this.
 */
export function useLookUp(address: string, wanted: boolean): void {
  useEffect(() => {
    if (wanted && address !== '') call('transport.lookUp', { addresses: [address] }).catch(() => {});
  }, [address, wanted]);
}
