import { randomBytes } from 'node:crypto';
import type { InputOf } from '../contract/contract.ts';
import { storedAddress } from './base/address.ts';
import { gather } from './base/gather.ts';
import { createCampaignRooms } from './campaign-rooms.ts';
import { settleRestoredAutomations } from './campaigns/automations/automations.ts';
import { settleRestoredCampaigns } from './campaigns/campaigns.ts';
import { isStillMeant } from './campaigns/still-meant.ts';
import { createDocumentDesk, type DocumentDeskDependencies } from './documents/document-desk.ts';
import { createImportDesk, type ImportWorkers } from './imports/import-desk.ts';
import { finishInTurns } from './journal/finish-in-turns.ts';
import { createJournal, type Journal } from './journal/journal.ts';
import { readOwnerName, readSettings } from './journal/settings.ts';
import { createMailAccount } from './mail-account.ts';
import { createOutbox } from './outbox/outbox.ts';
import { recipientsOf } from './outbox/record-sent.ts';
import { createPracticeKey } from './protection/practice-key.ts';
import { createReaderPage } from './reader-page.ts';
import { watchReturnedMail } from './returned-mail.ts';
import { watchRevocation } from './revocation-watch.ts';
import type { Session, Surroundings } from './session.ts';
import type { Store } from './store/open.ts';
import { findKeptSecret, insertKeptSecret, optOutKeyName } from './store/tables/kept-secret.ts';
import type { OutboxDecision } from './store/tables/outbox.ts';
import { insertOwnKey } from './store/tables/own-key.ts';
import { abandonStagedPieces } from './store/tables/staged-piece.ts';
import { isStillAllowed } from './submission/still-allowed.ts';
import { createTransportLookUps } from './transport-look-ups.ts';
import { listBackups, ownBackupPath, removeOldBackups } from './vault/backup.ts';
import { clearFailedUnlocks, listFailedUnlocks } from './vault/failed-unlocks.ts';
import { clearRestored, findRestored } from './vault/restored-note.ts';
import type { OpenVault } from './vault/vault.ts';

const backupEveryMs = 7 * 24 * 3_600_000;
/** The first screen comes first; checking and copying the database can wait a little. */
const backupAfterMs = 60_000;

/** How long the window is left alone after it heard of a run's letters, in ms. */
const runEventsMs = 500;

/** A random secret, made once, kept in the vault. */
function keptSecret(store: Store, name: string, bytes: number): string {
  const kept = findKeptSecret(store.read, name);
  if (kept !== null) return kept;
  const value = randomBytes(bytes).toString('hex');
  store.write((db) => insertKeptSecret(db, name, value));
  return value;
}

/** This computer's name in hybrid times. */
const computerId = (store: Store): string => keptSecret(store, 'computer-id', 6);

function openJournal({ clock }: Surroundings, store: Store): Journal {
  return createJournal({ clock, computerId: computerId(store), actor: () => readOwnerName(store.read) });
}

/** Puts into a vault that was just made what a first run knows: the practice, its owner and its own key. */
export async function fillNewVault(
  surroundings: Surroundings,
  { store }: OpenVault,
  input: InputOf<'vault.create'>,
): Promise<void> {
  const { practice, ownerName, address } = input;
  const now = surroundings.clock.now();
  const key = await createPracticeKey({ name: practice.name, address: storedAddress(address), now });
  const journal = openJournal(surroundings, store);
  store.write((db) => {
    journal.append(db, 'settings.changed', {
      practice,
      ownerName,
      signature: `${practice.name}\n${practice.telephone}`,
    });
    journal.append(db, 'vault.created', { practiceName: practice.name });
    insertOwnKey(db, {
      fingerprint: key.fingerprint,
      privateKey: key.privateKey,
      publicKey: key.publicKey,
      madeAt: now,
      retiredAt: null,
    });
  });
}

/** Builds everything that exists while the vault is open, and starts receiving and sending. */
export async function beginSession(
  surroundings: Surroundings,
  open: OpenVault,
  how: 'passphrase' | 'recovery-code',
): Promise<Session> {
  const { store } = open;
  const journal = openJournal(surroundings, store);
  keptSecret(store, optOutKeyName, 32);
  const { vault, clock, emit, host } = surroundings;
  store.write((db) => {
    abandonStagedPieces(db);
    for (const at of listFailedUnlocks(vault.paths.folder)) journal.append(db, 'vault.unlock-failed', { at });
    const restored = findRestored(vault.paths.folder);
    if (restored !== null) {
      journal.append(db, 'vault.restored', restored);
      settleRestoredCampaigns(db, journal);
      settleRestoredAutomations(db, journal);
    }
    journal.append(db, 'vault.unlocked', { how });
  });
  clearFailedUnlocks(vault.paths.folder);
  clearRestored(vault.paths.folder);

  // An import that a crash cut off: before anybody asks for a patient. What goes wrong with it must lock nobody out of the rest.
  await finishInTurns(store).catch(() => surroundings.log.warn('imports.unfinished'));

  const returned = watchReturnedMail({ store, journal, clock, emit, log: surroundings.log });
  const mail = createMailAccount({
    ...surroundings,
    store,
    journal,
    onLineBack: () => outbox.wake(),
    onCameBack: returned.note,
    onWrote: returned.clear,
    onOptedOut: returned.optOut,
  });
  const transport = createTransportLookUps({ ...surroundings, store, mail });
  // Of letters of a run, hundreds in a minute, the window hears a few times.
  let lastOfRun = '';
  const ofRuns = gather(clock, (threadIds) => {
    emit('outbox.changed', { outboxId: lastOfRun });
    emit('threads.changed', { threadIds: [...threadIds] });
    return runEventsMs;
  });
  const outbox = createOutbox({
    store,
    journal,
    clock,
    log: surroundings.log,
    send: mail.send,
    async isStillAllowed(row) {
      if (row.mode === 'tls') await transport.lookUp(recipientsOf(row));
      if (!isStillMeant(store.read, row.messageIdHeader)) return { code: 'patient-changed', retry: false };
      return isStillAllowed(store.read, row, clock.now(), transport.find);
    },
    fileCopy: mail.fileCopy,
    lookInSent: mail.lookInSent,
    onChanged: ({ id, threadId, decisionJson }) => {
      const { asks, bulk }: OutboxDecision = JSON.parse(decisionJson);
      if (asks !== undefined) emit('patients.changed', { patientId: asks.patientId });
      if (bulk) {
        lastOfRun = id;
        ofRuns.add(threadId);
      } else {
        emit('outbox.changed', { outboxId: id });
        emit('threads.changed', { threadIds: [threadId] });
      }
      // A place in the queue may have become free.
      campaigns.runs.wake();
    },
  });
  const campaigns = createCampaignRooms({
    ...surroundings,
    store,
    journal,
    mail,
    transport,
    wakeOutbox: () => outbox.wake(),
  });
  const stopTelling = () => {
    ofRuns.stop();
    campaigns.stopTelling();
  };
  const cancelBackup = clock.after(backupAfterMs, () => void keepBackups(session));
  store.logKeeper.begin(() => surroundings.workers.run('emptyLog', { paths: vault.paths, key: open.key.reveal() }));
  const revocation = watchRevocation({
    store,
    clock,
    log: surroundings.log,
    fetch: surroundings.askAuthority,
    judge: (answer) => surroundings.workers.run('judgeRevocation', answer),
    onChanged: (addresses) => {
      emit('certificates.changed', { addresses });
      emit('threads.changed', { threadIds: [] });
    },
  });
  const reader = createReaderPage({ ...surroundings, store, journal });
  const imports = createImportDesk({
    store,
    journal,
    clock,
    workers: importWorkers(surroundings, open),
    onProgress: (importId, done, total) => emit('imports.progress', { importId, done, total }),
  });
  const documents = createDocumentDesk({
    store,
    journal,
    clock,
    log: surroundings.log,
    workers: documentWorkers(surroundings, open),
    madeBy: () => readSettings(store.read).ownerName,
    onChanged: (documentsId) => emit('documents.changed', { documentsId }),
  });
  const rooms = { mail, transport, outbox, revocation, reader, campaigns, imports, documents };
  const parts = { open, store, journal, cancelBackup, stopTelling, ...rooms };
  const session: Session = { ...surroundings, ...parts };
  returned.note();
  returned.optOut();
  // First what a crash left behind is settled; a run that stood still too long takes its letters back before they leave.
  campaigns.runs.start();
  campaigns.standing.start();
  outbox.start();
  void mail.start();
  void host.setIdleMinutes({ minutes: readSettings(store.read).idleMinutes });
  return session;
}

function importWorkers({ workers, vault }: Surroundings, { key }: OpenVault): ImportWorkers {
  const database = () => ({ paths: vault.paths, key: key.reveal() });
  return {
    look: (file) => workers.run('lookAtImport', { ...database(), file }),
    plan: (job) => workers.run('planImport', { ...database(), job }),
    findKept: (importId) => workers.run('findKept', { ...database(), importId }),
  };
}

function documentWorkers({ workers, vault }: Surroundings, { key }: OpenVault): DocumentDeskDependencies['workers'] {
  return {
    read: (bytes) => workers.run('readPdf', { bytes }, [bytes.buffer as ArrayBuffer]),
    sort: (batchId) => workers.run('sortDocuments', { paths: vault.paths, key: key.reveal(), batchId }),
  };
}

/** Once a week: every page is read, and a whole copy is put beside the vault. Trouble is told, nothing is deleted for it. */
async function keepBackups(session: Session): Promise<void> {
  const newest = listBackups(session.vault.paths)[0]?.at ?? 0;
  if (newest <= session.clock.now() - backupEveryMs) await makeOwnBackup(session, 2);
}

/**
 * Makes a backup of the program's own and keeps the newest `kept`. One alone after a passphrase or recovery code was
 * replaced: an older backup opens with the old one, and holds the same database key.
 */
export async function makeOwnBackup(
  { vault, open, clock, workers, journal, store, log }: Session,
  kept: 1 | 2,
): Promise<void> {
  const now = clock.now();
  try {
    const target = ownBackupPath(vault.paths, now);
    const file = await workers.run('backup', { paths: vault.paths, key: open.key.reveal(), target, now });
    store.write((db) => journal.append(db, 'vault.backup-saved', { file: file.name }));
    removeOldBackups(vault.paths, kept);
  } catch {
    log.warn('vault.backup-failed');
  }
}

/** Ends in order: nothing is taken in or sent any more, then the database is closed. */
export async function endSession(session: Session): Promise<void> {
  const { mail, transport, outbox, revocation, store, journal, open, reader, campaigns, documents } = session;
  const { cancelBackup, stopTelling } = session;
  cancelBackup();
  revocation.stop();
  transport.stop();
  reader.stop();
  await documents.stop();
  // A run hands over, the outbox sends: the one that fills stops first.
  await Promise.all([campaigns.planner.stop(), campaigns.standing.stop(), campaigns.runs.stop()]);
  await Promise.all([mail.stop(), outbox.stop()]);
  stopTelling();
  try {
    store.write((db) => journal.append(db, 'vault.locked', {}));
  } catch {
    // A damaged or full disk must not keep the keys in memory.
  }
  await store.logKeeper.stop();
  store.close();
  open.key.wipe();
}
