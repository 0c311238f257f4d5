import type { CheckResult } from '../../../main/contract/account.ts';
import type { ErrorCode } from '../../../main/contract/errors.ts';
import type { VaultStatus } from '../../../main/contract/vault.ts';
import { sampleJournal } from './sample-journal.ts';
import { samplePatients, sampleThreads } from './sample-mail.ts';
import {
  otherReader,
  sampleAccount,
  sampleConnection,
  sampleCounts,
  sampleKit,
  sampleListedDomains,
  sampleMailboxes,
  samplePreset,
  sampleReader,
  sampleSettings,
  sampleStatus,
} from './sample-practice.ts';
import { createStubBridge, type StubAnswers, type StubBridge, StubFailure, type StubShell } from './stub-bridge.ts';

const broken = (problem: ErrorCode) => () => scene({ state: 'broken', problem });

/** Each state of the window that has a screen of its own, by the name in the page's address. */
export const scenes: Readonly<Record<string, () => StubBridge>> = {
  'first-run': () => scene({ state: 'absent', backups: [] }),
  locked: () => scene({ state: 'locked' }),
  'window-locked': () => scene({ state: 'window-locked' }),
  waiting: () => scene({ state: 'locked', waitMs: 154_000 }),
  damaged: broken('vault-damaged'),
  'network-drive': broken('vault-on-network-drive'),
  'in-use': broken('vault-in-use'),
  open: () => scene({ state: 'open' }),
  'no-account': () => scene({ state: 'open' }, { 'account.get': () => null }),
  'kit-interrupted': () =>
    scene({ state: 'open' }, { 'vault.unconfirmedKit': () => sampleKit, 'account.get': () => null }),
  syncing: () =>
    scene(
      { state: 'open' },
      { 'account.get': () => sampleAccount(sampleConnection({ state: 'syncing', done: 1_240, total: 18_400 })) },
    ),
  refused: () =>
    scene(
      { state: 'open' },
      {
        'account.get': () =>
          sampleAccount(
            sampleConnection({ state: 'failed', code: 'sign-in-refused', facts: { host: 'imap.elmstreet.example' } }),
          ),
      },
    ),
  'journal-broken': () =>
    scene({ state: 'open' }, { 'journal.verify': () => ({ entries: 1_204, firstBroken: 1_187 }) }),
  'reader-differs': () => scene({ state: 'open' }, { 'reader.get': () => otherReader }),
};

const info = {
  version: '0.1.0',
  platform: 'linux',
  packaged: false,
  electron: '',
  chrome: '',
  node: '',
  engineState: 'ready',
} as const;

/** The sign-in passes for every password but "wrong"; the certificate of a server named "self…" is its own. */
function checked(host: string, password: string): CheckResult {
  if (host.startsWith('self')) {
    return { ok: false, code: 'server-certificate', facts: { host, reason: 'self-signed', subject: host } };
  }
  if (password === 'wrong') return { ok: false, code: 'sign-in-refused', facts: { host } };
  return { ok: true, code: null, facts: {} };
}

function scene(start: Partial<VaultStatus>, more: StubAnswers = {}, shell: StubShell = {}): StubBridge {
  let status = sampleStatus(start);
  let settings = sampleSettings;
  const turn = (change: Partial<VaultStatus>) => {
    status = { ...status, problem: null, ...change };
    bridge.tell('vault.changed', { state: status.state });
    return {};
  };
  const check: StubAnswers['account.check'] = ({ imap, smtp, password }) => ({
    imap: checked(imap.host, password),
    smtp: checked(smtp.host, password),
  });
  const bridge = createStubBridge(
    {
      'vault.status': () => status,
      'vault.passphraseStrength': ({ passphrase }) => {
        const short = [...passphrase].length < 15;
        const score = short ? 1 : passphrase.length < 20 ? 3 : 4;
        return { acceptable: !short, score, problem: short ? 'too-short' : null };
      },
      'vault.create': () => {
        turn({ state: 'open' });
        return sampleKit;
      },
      'vault.unconfirmedKit': () => null,
      'vault.saveRecoveryKit': () => ({ saved: true }),
      'vault.confirmRecoveryKit': () => ({}),
      'vault.renewRecoveryKit': () => sampleKit,
      'vault.unlock': ({ passphrase }) => {
        if (passphrase !== 'wrong') return turn({ state: 'open' });
        status = { ...status, waitMs: 8_000 };
        throw new StubFailure('vault-wrong-passphrase', { waitMs: 8_000 });
      },
      'vault.unlockWithRecoveryCode': () => turn({ state: 'open' }),
      'vault.changePassphrase': () => ({}),
      'vault.lockWindow': () => turn({ state: 'window-locked' }),
      'vault.lock': () => turn({ state: 'locked' }),
      'vault.saveBackup': () => ({ name: 'Elm Street Clinic.posternbackup', at: Date.now(), size: 148_300_000 }),
      'vault.setAside': () => [],
      'vault.restoreBackup': () => {
        turn({ state: 'locked' });
        return status.backups[0] ?? null;
      },
      'settings.get': () => settings,
      'reader.get': () => sampleReader,
      'settings.change': (change) => {
        settings = { ...settings, ...(change as Partial<typeof settings>) };
        bridge.tell('settings.changed', settings);
        return settings;
      },
      'account.get': () => sampleAccount(),
      'account.preset': ({ address }) => samplePreset(address),
      'account.check': check,
      'account.save': check,
      'account.syncNow': () => ({}),
      'mailboxes.counts': () => sampleCounts,
      'mailboxes.list': () => [...sampleMailboxes],
      'threads.list': ({ view }) => ({
        rows: view.kind === 'search' ? sampleThreads.slice(0, 3) : [...sampleThreads],
        cursor: null,
        total: sampleThreads.length,
      }),
      'patients.list': ({ text }) => {
        const rows = samplePatients.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
        return { rows, total: rows.length };
      },
      'drafts.list': () => [],
      'outbox.list': () => [],
      'outbox.beforeQuit': () => ({ waiting: 0 }),
      'outbox.sendNow': () => ({}),
      'outbox.keepAsDrafts': () => ({}),
      'transport.checkResolver': () => ({ result: 'checks' }),
      'transport.listed': () => [...sampleListedDomains],
      'transport.listDomain': () => ({}),
      'transport.unlistDomain': () => ({}),
      'journal.list': ({ before }) => ({ rows: before === null ? [...sampleJournal] : [], total: 1_204 }),
      'journal.verify': () => ({ entries: 1_204, firstBroken: null }),
      ...more,
    },
    {
      'shell.info': () => info,
      'shell.quit': () => ({}),
      'shell.print': () => ({ printed: true }),
      'shell.restartEngine': () => ({}),
      ...shell,
    },
  );
  return bridge;
}
