import type { WriteHandle } from '../../store/sql.ts';
import type { Projections } from '../projections.ts';

function deleteHold(db: WriteHandle, automationId: string, eventKey: string, patientId: string): void {
  db.changeAny(
    `DELETE FROM automation_hold
     WHERE automation_id = $automationId AND event_key = $eventKey AND patient_id = $patientId`,
    { automationId, eventKey, patientId },
  );
}

export const automationProjection: Projections = {
  'automation.saved': (db, { body, at, actor }) =>
    db.change(
      `INSERT INTO automation (id, name, trigger_json, send_at, quiet_from, quiet_until, segment_id, template_id, purpose,
         sender, saved_at, saved_by, state, state_at, state_by, since, restored_at, template_version, content_kind)
       VALUES ($id, $name, $trigger, $sendAt, $quietFrom, $quietUntil, $segmentId, $templateId, $purpose,
         $sender, $at, $by, 'off', $at, $by, NULL, NULL, 0, 'health')
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, trigger_json = excluded.trigger_json,
         send_at = excluded.send_at, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
         segment_id = excluded.segment_id, template_id = excluded.template_id, purpose = excluded.purpose,
         sender = excluded.sender, saved_at = excluded.saved_at, saved_by = excluded.saved_by`,
      {
        id: body.automationId,
        name: body.name,
        trigger: JSON.stringify(body.trigger),
        sendAt: body.at,
        quietFrom: body.quiet?.from ?? null,
        quietUntil: body.quiet?.until ?? null,
        segmentId: body.segmentId,
        templateId: body.templateId,
        purpose: body.purpose,
        sender: body.sender,
        at,
        by: actor,
      },
    ),
  'automation.removed': (db, { body }) => {
    db.changeAny('DELETE FROM automation_hold WHERE automation_id = $id', { id: body.automationId });
    db.change('DELETE FROM automation WHERE id = $id', { id: body.automationId });
  },
  // After a restore, what was due in between is still its concern.
  'automation.switched-on': (db, { body, at, actor }) =>
    db.change(
      `UPDATE automation SET since = iif(state = 'off', $at, since), state_at = iif(state = 'on', state_at, $at),
         state_by = iif(state = 'on', state_by, $by), state = 'on', template_version = $templateVersion,
         content_kind = $contentKind WHERE id = $id`,
      { id: body.automationId, at, by: actor, templateVersion: body.templateVersion, contentKind: body.contentKind },
    ),
  'automation.switched-off': (db, { body, at, actor }) =>
    db.change(`UPDATE automation SET state = 'off', state_at = $at, state_by = $by WHERE id = $id`, {
      id: body.automationId,
      at,
      by: actor,
    }),
  'automation.restored': (db, { body, at, actor }) =>
    db.change(
      `UPDATE automation SET restored_at = $at, state_at = iif(state = 'on', $at, state_at),
         state_by = iif(state = 'on', $by, state_by), state = iif(state = 'on', 'restored', state) WHERE id = $id`,
      { id: body.automationId, at, by: actor },
    ),
  'automation.held': (db, { body, at, actor }) => {
    const { automationId, eventKey, patientId, movedFrom } = body;
    if (movedFrom !== null) deleteHold(db, automationId, movedFrom, patientId);
    db.change(
      `INSERT INTO automation_hold (automation_id, event_key, patient_id, held_at, held_by)
       VALUES ($automationId, $eventKey, $patientId, $at, $by)
       ON CONFLICT (automation_id, event_key, patient_id) DO UPDATE SET held_at = excluded.held_at, held_by = excluded.held_by`,
      { automationId, eventKey, patientId, at, by: actor },
    );
  },
  'automation.released': (db, { body }) => deleteHold(db, body.automationId, body.eventKey, body.patientId),
  'automation.begun': (db, { body, at, actor }) =>
    db.change(
      `INSERT INTO campaign (id, name, segment_id, template_id, purpose, sender, start_at, per_hour, saved_at, saved_by,
         state, state_at, state_reason, approved_at, approved_by, template_version, content_kind, automation_id)
       VALUES ($id, $name, $segmentId, $templateId, $purpose, $sender, NULL, NULL, $at, $by,
         'running', $at, '', $at, $by, $templateVersion, $contentKind, $automationId)`,
      {
        id: body.campaignId,
        name: body.name,
        segmentId: body.segmentId ?? '',
        templateId: body.templateId,
        purpose: body.purpose,
        sender: body.sender,
        templateVersion: body.templateVersion,
        contentKind: body.contentKind,
        automationId: body.automationId,
        at,
        by: actor,
      },
    ),
};
