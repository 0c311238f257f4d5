import { useEffect, useState } from 'react';
import type { AccountPreset } from '../../../main/contract/account.ts';
import { useQuery } from '../../engine/use-query.ts';

const pauseMs = 300;

/** An address that is complete enough to ask about, as the contract's `emailAddress` has it. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+\.[^\s@<>(),;:"[\]\\.]{2,}$/.test(text);
}

/** The settings that are known or guessed for an address that is being typed; null until they are there. */
export function usePreset(address: string): AccountPreset | null {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(address), pauseMs);
    return () => clearTimeout(timer);
  }, [address]);
  const { data } = useQuery('account.preset', isAddress(settled) ? { address: settled } : null);
  return data;
}
