import type { CampaignState, RowState } from '../../../main/contract/campaigns.ts';
import type { ChipTone } from '../../ui/chip.tsx';

/** Amber needs a person; teal went well. */
export const stateTones: Readonly<Record<CampaignState, ChipTone>> = {
  planned: 'neutral',
  running: 'teal',
  paused: 'amber',
  stopped: 'neutral',
  finished: 'teal',
  restored: 'amber',
};

export const rowTones: Readonly<Record<RowState, ChipTone>> = {
  waiting: 'neutral',
  queued: 'neutral',
  sent: 'teal',
  unsure: 'amber',
  failed: 'red',
  held: 'amber',
  skipped: 'amber',
  'taken-back': 'neutral',
  unsent: 'neutral',
};
