import { Lock, MailOpen } from 'lucide-react';
import type { Mode } from '../../main/contract/fields.ts';
import { modeNames } from '../text/words.ts';
import { Chip } from './chip.tsx';

/** The first of the two chips: how a thread or message is protected. Null: nobody has chosen yet. */
export function ProtectionChip({ mode }: { readonly mode: Mode | null }) {
  if (mode === null) return <Chip tone="amber">{modeNames.none}</Chip>;
  return (
    <Chip tone={mode === 'open' ? 'amber' : 'teal'} icon={mode === 'open' ? MailOpen : Lock}>
      {modeNames[mode]}
    </Chip>
  );
}
