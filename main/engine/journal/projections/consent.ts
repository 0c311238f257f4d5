import type { Projections } from '../projections.ts';

export const consentProjection: Projections = {
  'consent.recorded': (db, { body, at, actor }) =>
    db.change(
      `INSERT INTO consent_row (id, patient_id, purpose, event, how, wording, wording_version, warned, recorded_by,
         at, until, thread_id, scan_name, scan)
       VALUES ($id, $patient_id, $purpose, $event, $how, $wording, $wording_version, $warned, $recorded_by,
         $at, $until, $thread_id, $scan_name, $scan)`,
      {
        id: body.rowId,
        patient_id: body.patientId,
        purpose: body.purpose,
        event: body.event,
        how: body.how,
        wording: body.wording,
        wording_version: body.wordingVersion,
        warned: body.warned ? 1 : 0,
        recorded_by: actor,
        at,
        until: body.until,
        thread_id: body.threadId,
        scan_name: body.scanName,
        scan: body.scan === null ? null : Buffer.from(body.scan, 'base64'),
      },
    ),
};
