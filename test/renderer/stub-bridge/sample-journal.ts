import type { JournalRow } from '../../../main/contract/journal.ts';

const minute = 60_000;

type Sketch = readonly [minutesAgo: number, by: string, kind: string, facts: JournalRow['facts']];

const sketches: readonly Sketch[] = [
  [
    2,
    'Maria Delgado',
    'message.sent',
    { mode: 'sealed', to: 'ana.ruiz@example.net', server: 'mail.elmstreet.example' },
  ],
  [5, 'Maria Delgado', 'thread.chosen', { mode: 'sealed', downgradeFrom: null, downgradeReason: null }],
  [6, 'Maria Delgado', 'message.read', { from: 'ana.ruiz@example.net', subject: 'Question about my new dose' }],
  [14, 'Maria Delgado', 'patient.phrase-given', { patient: 'Ana Ruiz', how: 'at-the-desk' }],
  [15, 'Maria Delgado', 'patient.phrase-made', { patient: 'Ana Ruiz' }],
  [
    22,
    'Maria Delgado',
    'consent.recorded',
    { event: 'given', purpose: 'unencrypted-email', how: 'signed-form', patient: 'Grace Lindqvist' },
  ],
  [
    31,
    'Maria Delgado',
    'thread.chosen',
    {
      mode: 'open',
      downgradeFrom: 'sealed',
      downgradeReason: 'She signed the form and asked for plain mail about appointments.',
    },
  ],
  [40, '', 'outbox.decided', { decision: 'send-again', to: 'leo@example.org' }],
  [48, 'Maria Delgado', 'campaign.planned', { segment: 'men over 40', letters: 212 }],
  [60, 'Maria Delgado', 'vault.unlocked', {}],
  [61, '', 'vault.unlock-failed', { at: Date.now() - 61 * minute }],
  [1_500, 'Maria Delgado', 'vault.backup-saved', { file: 'Postern 2026-11-23.postern-backup' }],
  [1_560, 'Maria Delgado', 'key.compared', { address: 'okafor@lakesidelab.example', fingerprint: '8F2C 91D4' }],
  [1_570, 'Maria Delgado', 'settings.changed', { theme: 'dark' }],
  [1_580, 'Maria Delgado', 'account.saved', { address: 'frontdesk@elmstreet.example' }],
  [1_600, 'Maria Delgado', 'vault.created', {}],
];

export const sampleJournal: readonly JournalRow[] = sketches.map(([minutesAgo, by, kind, facts], at) => ({
  sequence: 1_204 - at,
  at: Date.now() - minutesAgo * minute,
  by,
  kind,
  facts,
}));
