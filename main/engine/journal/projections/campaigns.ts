import type { CampaignState } from '../../../contract/campaigns.ts';
import type { WriteHandle } from '../../store/sql.ts';
import type { Entry } from '../entries.ts';
import type { Projections } from '../projections.ts';

function setState(
  db: WriteHandle,
  { body, at }: Pick<Entry, 'at'> & { readonly body: { readonly campaignId: string } },
  state: CampaignState,
  reason = '',
): void {
  db.change('UPDATE campaign SET state = $state, state_at = $at, state_reason = $reason WHERE id = $id', {
    id: body.campaignId,
    state,
    at,
    reason,
  });
}

export const campaignProjection: Projections = {
  'campaign.saved': (db, { body, at, actor }) =>
    db.change(
      `INSERT INTO campaign (id, name, segment_id, template_id, purpose, sender, start_at, per_hour, saved_at, saved_by,
         documents_id, state, state_at, state_reason, approved_at, approved_by, template_version, content_kind)
       VALUES ($id, $name, $segmentId, $templateId, $purpose, $sender, $startAt, $perHour, $at, $by,
         $documentsId, 'planned', $at, '', NULL, '', 0, 'health')
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, segment_id = excluded.segment_id,
         template_id = excluded.template_id, purpose = excluded.purpose, sender = excluded.sender,
         start_at = excluded.start_at, per_hour = excluded.per_hour, saved_at = excluded.saved_at,
         saved_by = excluded.saved_by, documents_id = excluded.documents_id`,
      {
        id: body.campaignId,
        name: body.name,
        segmentId: body.segmentId,
        templateId: body.templateId,
        purpose: body.purpose,
        sender: body.sender,
        startAt: body.startAt,
        perHour: body.perHour,
        documentsId: body.documentsId ?? null,
        at,
        by: actor,
      },
    ),
  'campaign.removed': (db, { body }) => db.change('DELETE FROM campaign WHERE id = $id', { id: body.campaignId }),
  'campaign.started': (db, { body, at, actor }) =>
    db.change(
      `UPDATE campaign SET state = 'running', state_at = $at, state_reason = '', approved_at = $at, approved_by = $by,
         template_version = $templateVersion, content_kind = $contentKind WHERE id = $id`,
      { id: body.campaignId, at, by: actor, templateVersion: body.templateVersion, contentKind: body.contentKind },
    ),
  'campaign.paused': (db, entry) => setState(db, entry, 'paused', entry.body.reason),
  'campaign.resumed': (db, entry) => setState(db, entry, 'running'),
  'campaign.stopped': (db, entry) => setState(db, entry, 'stopped'),
  'campaign.finished': (db, entry) => setState(db, entry, 'finished'),
  'campaign.restored': (db, entry) => setState(db, entry, 'restored'),
  'campaign.letter-begun': (db, { body, at, actor }) => {
    db.change(
      `INSERT INTO thread_party (thread_id, party, patient_id) VALUES ($threadId, 'patient', $patientId)
       ON CONFLICT (thread_id) DO UPDATE SET party = excluded.party, patient_id = excluded.patient_id`,
      { threadId: body.threadId, patientId: body.patientId },
    );
    db.change(
      `INSERT INTO thread_choice (thread_id, mode, consent_row_id, chosen_by, chosen_at, campaign_id)
       VALUES ($threadId, $mode, $consentRowId, $by, $at, $campaignId)
       ON CONFLICT (thread_id) DO UPDATE SET mode = excluded.mode, consent_row_id = excluded.consent_row_id,
         chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at, campaign_id = excluded.campaign_id`,
      {
        threadId: body.threadId,
        mode: body.mode,
        consentRowId: body.consentRowId,
        by: actor,
        at,
        campaignId: body.campaignId,
      },
    );
  },
};
