import { useEffect, useState } from 'react';
import type { PassphraseStrength } from '../../../main/contract/vault.ts';
import { useQuery } from '../../engine/use-query.ts';

const pauseMs = 150;

/** The engine's judgement of a passphrase that is being typed; null until it is there. */
export function useStrength(passphrase: string, practiceName: string, ownerName: string): PassphraseStrength | null {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(passphrase), pauseMs);
    return () => clearTimeout(timer);
  }, [passphrase]);
  const asked = settled === '' ? null : { passphrase: settled, practiceName, ownerName };
  const { data } = useQuery('vault.passphraseStrength', asked, { keepPrevious: true });
  return passphrase === '' ? null : data;
}
