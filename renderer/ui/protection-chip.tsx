import { CircleDashed, ListChecks, Lock, type LucideIcon, MailOpen, ShieldCheck } from 'lucide-react';
import type { Mode } from '../../main/contract/fields.ts';
import { listedTitle } from '../text/transport.ts';
import { modeNames } from '../text/words.ts';
import { Chip, type ChipTone } from './chip.tsx';

/** Teal is encrypted, blue travels by verified TLS, amber is open. */
const looks: Readonly<Record<Mode, readonly [ChipTone, LucideIcon]>> = {
  openpgp: ['teal', Lock],
  smime: ['teal', Lock],
  sealed: ['teal', Lock],
  tls: ['blue', ShieldCheck],
  open: ['amber', MailOpen],
};

type ProtectionChipProps = {
  /** Null: nobody has chosen yet. */
  readonly mode: Mode | null;
  /** Who vouches for the way where nothing proves it: then "verified" is not said. */
  readonly listedBy?: string | undefined;
};

/** The first of the two chips: how a thread or message is protected. */
export function ProtectionChip({ mode, listedBy }: ProtectionChipProps) {
  if (mode === null) {
    return (
      <Chip tone="amber" icon={CircleDashed}>
        {modeNames.none}
      </Chip>
    );
  }
  if (mode === 'tls' && listedBy !== undefined) {
    return (
      <Chip tone="neutral" icon={ListChecks}>
        {listedTitle(listedBy)}
      </Chip>
    );
  }
  const [tone, icon] = looks[mode];
  return (
    <Chip tone={tone} icon={icon}>
      {modeNames[mode]}
    </Chip>
  );
}
