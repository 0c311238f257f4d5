import { basename } from 'node:path';
import { pieceBytes } from '../../contract/envelope.ts';
import type { PatientDetail, PhraseSlip } from '../../contract/patients.ts';
import { slipWords } from '../../contract/sealed/paper-words.ts';
import { EngineError } from '../base/errors.ts';
import { readerState, readReader } from '../journal/reader.ts';
import { findAccount, readSettings } from '../journal/settings.ts';
import { contactCode } from '../paper/contact-code.ts';
import { clearAddress, listAddressTroubles } from '../patients/address-trouble.ts';
import { consentNow, ledger, recordConsent } from '../patients/consent.ts';
import { listKeys } from '../patients/keys.ts';
import { addPatient, changePatient, getPatient, listPatientsWithAddress, toSummary } from '../patients/patients.ts';
import { givePhrase, makePhrase, phraseSlip, phraseView } from '../patients/phrases.ts';
import { changeProfile, getProfile, getRecord } from '../patients/profile.ts';
import type { Session } from '../session.ts';
import { findConsentScanPiece } from '../store/tables/consent-rows.ts';
import { countPatientRows, listPatientRows } from '../store/tables/patients.ts';
import { consentWordings } from './consent-wordings.ts';
import type { Handlers } from './handlers.ts';
import { safeFileName, writeInPieces } from './messages.ts';
import { patientTableHandlers } from './patient-table.ts';

export function patientHandlers(session: Session): Handlers<'patients'> {
  const { store, journal, clock, emit, host } = session;
  const changed = (patientId: string) => {
    emit('patients.changed', { patientId });
    emit('threads.changed', { threadIds: [] });
  };
  const slip = (patientId: string) => slipOf(session, patientId);

  const scanPiece = (rowId: string, offset: number) => {
    const piece = findConsentScanPiece(store.read, rowId, offset, pieceBytes);
    if (piece === null) throw new EngineError('not-found');
    return { bytes: new Uint8Array(piece.bytes), done: offset + piece.bytes.length >= piece.size };
  };

  async function detail(patientId: string): Promise<PatientDetail> {
    const patient = getPatient(store.read, patientId);
    const rows = ledger(store.read, patientId);
    const keys = await Promise.all(patient.addresses.map((address) => listKeys(store.read, address, clock.now())));
    return {
      ...patient,
      troubles: listAddressTroubles(store.read, patient.addresses),
      phrase: phraseView(store.read, patientId),
      keys: keys.flat().map(({ bytes: _bytes, ...view }) => view),
      ledger: rows,
      consent: consentNow(rows, clock.now(), null).email,
    };
  }

  return {
    list: ({ text, offset, limit }) => ({
      rows: listPatientRows(store.read, text, limit, offset).map(toSummary),
      total: countPatientRows(store.read, text),
    }),
    get: ({ patientId }) => detail(patientId),
    ...patientTableHandlers(session),
    profile: ({ patientId }) => getProfile(store.read, patientId),
    changeProfile({ patientId, profile }) {
      store.write((db) => changeProfile(db, journal, patientId, profile));
      changed(patientId);
      return {};
    },
    record: ({ patientId, today }) => getRecord(store.read, patientId, today),
    forAddress: ({ address }) => listPatientsWithAddress(store.read, address),
    add(input) {
      const patientId = store.write((db) => addPatient(db, journal, input));
      changed(patientId);
      return { patientId };
    },
    change({ patientId, ...input }) {
      store.write((db) => changePatient(db, journal, patientId, input));
      changed(patientId);
      return {};
    },
    clearAddress({ address }) {
      if (!store.write((db) => clearAddress(db, journal, address, 'said-so'))) return {};
      for (const { id } of listPatientsWithAddress(store.read, address)) changed(id);
      return {};
    },
    makePhrase({ patientId, language }) {
      store.write((db) => makePhrase(db, journal, patientId, language));
      changed(patientId);
      return slip(patientId);
    },
    phraseSlip: ({ patientId }) => slip(patientId),
    async saveSlip({ patientId }) {
      const { paperFolder, workers } = session;
      const bytes = await workers.run('slip', { slip: slip(patientId), folder: paperFolder, now: clock.now() });
      // No name in it: the list of recent files is no place for a patient's.
      const path = await host.chooseSavePath({ name: 'slip.pdf' });
      if (path === null) return { savedAs: null };
      await writeInPieces(path, () => ({ bytes, done: true }));
      return { savedAs: basename(path) };
    },
    givePhrase(given) {
      store.write((db) => givePhrase(db, journal, given));
      changed(given.patientId);
      return {};
    },
    wordings: () => [...consentWordings()],
    recordConsent(input) {
      const rowId = store.write((db) => recordConsent(db, journal, input));
      changed(input.patientId);
      return { rowId };
    },
    ledgerScan: ({ rowId, offset }) => scanPiece(rowId, offset),
    async saveLedgerScan({ rowId, name }) {
      scanPiece(rowId, 0);
      const path = await host.chooseSavePath({ name: safeFileName(name) });
      if (path === null) return { savedAs: null };
      await writeInPieces(path, (offset) => scanPiece(rowId, offset));
      return { savedAs: basename(path) };
    },
  };
}

/** The slip with its code: the practice as a contact that a phone can keep. */
function slipOf({ store, clock }: Session, patientId: string): PhraseSlip {
  const { practice } = readSettings(store.read);
  const slip = phraseSlip(store.read, patientId, practice);
  const reader = readReader(store.read);
  const code = contactCode({
    name: practice.name,
    telephone: practice.telephone,
    address: findAccount(store.read)?.address ?? '',
    reader: readerState(reader, clock.now()) === 'ready' ? reader.address : null,
    note: `${slipWords(slip.language).sign}: ${slip.sign.join(' ')}`,
  });
  return { ...slip, code };
}
