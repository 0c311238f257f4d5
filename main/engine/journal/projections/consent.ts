import type { Projections } from '../projections.ts';

export const consentProjection: Projections = {
  'consent.recorded': (db, { body, at, actor }) =>
    db.change(
      `INSERT INTO consent_row (id, patient_id, purpose, event, how, wording, wording_version, warned, recorded_by,
         at, until, thread_id, scan_name, scan)
       VALUES ($id, $patientId, $purpose, $event, $how, $wording, $wordingVersion, $warned, $recordedBy,
         $at, $until, $threadId, $scanName, $scan)`,
      {
        id: body.rowId,
        patientId: body.patientId,
        purpose: body.purpose,
        event: body.event,
        how: body.how,
        wording: body.wording,
        wordingVersion: body.wordingVersion,
        warned: body.warned ? 1 : 0,
        recordedBy: actor,
        at,
        until: body.until,
        threadId: body.threadId,
        scanName: body.scanName,
        scan: body.scan === null ? null : Buffer.from(body.scan, 'base64'),
      },
    ),
};
