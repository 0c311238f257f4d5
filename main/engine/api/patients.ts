import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { pieceBytes } from '../../contract/envelope.ts';
import { consentWording, type PatientDetail } from '../../contract/patients.ts';
import { EngineError } from '../base/errors.ts';
import { readSettings } from '../journal/settings.ts';
import { consentNow, ledger, recordConsent } from '../patients/consent.ts';
import { compareKey, keepKey, listKeys, removeKey } from '../patients/keys.ts';
import { addPatient, changePatient, getPatient, listPatientsWithAddress, toSummary } from '../patients/patients.ts';
import { givePhrase, makePhrase, phraseSlip, phraseView } from '../patients/phrases.ts';
import { readPublicKey } from '../protection/public-key.ts';
import type { Session } from '../session.ts';
import { findConsentScanPiece } from '../store/tables/consent-rows.ts';
import { countPatientRows, listPatientRows } from '../store/tables/patients.ts';
import type { Handlers } from './handlers.ts';
import { safeFileName, writeInPieces } from './messages.ts';
import { resourceFile } from './resource-file.ts';

export function patientHandlers(session: Session): Handlers<'patients'> {
  const { store, journal, clock, emit, host } = session;
  const changed = (patientId: string) => {
    emit('patients.changed', { patientId });
    emit('threads.changed', { threadIds: [] });
  };
  const ofAddress = (address: string) => {
    for (const { id } of listPatientsWithAddress(store.read, address)) emit('patients.changed', { patientId: id });
    emit('threads.changed', { threadIds: [] });
    emit('keys.changed', {});
  };
  const slip = (patientId: string) => phraseSlip(store.read, patientId, readSettings(store.read).practice);

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
    makePhrase({ patientId, language }) {
      store.write((db) => makePhrase(db, journal, patientId, language));
      changed(patientId);
      return slip(patientId);
    },
    phraseSlip: ({ patientId }) => slip(patientId),
    givePhrase(given) {
      store.write((db) => givePhrase(db, journal, given));
      changed(given.patientId);
      return {};
    },
    async addKey({ address, key }) {
      const facts = await readPublicKey(key, clock.now());
      await keepKey(store, journal, { address, facts, source: 'file', now: clock.now() });
      ofAddress(address);
      const added = (await listKeys(store.read, address, clock.now())).find(
        ({ fingerprint }) => fingerprint === facts.fingerprint,
      );
      if (added === undefined) throw new EngineError('not-found');
      const { bytes: _bytes, ...view } = added;
      return view;
    },
    compareKey({ fingerprint, address }) {
      store.write((db) => compareKey(db, journal, fingerprint, address));
      ofAddress(address);
      return {};
    },
    removeKey({ fingerprint, address }) {
      store.write((db) => removeKey(db, journal, fingerprint, address));
      ofAddress(address);
      return {};
    },
    wordings: () =>
      z.array(consentWording).parse(JSON.parse(readFileSync(resourceFile('consent-wordings.json'), 'utf8'))),
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
