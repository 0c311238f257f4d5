import type { AutomationContent, AutomationSend, AutomationTrigger, OnSend } from '../../main/contract/automations.ts';
import { silentLog } from '../../main/engine/base/log.ts';
import { automationSends } from '../../main/engine/campaigns/automations/automation-view.ts';
import { saveAutomation, switchOn } from '../../main/engine/campaigns/automations/automations.ts';
import { createStandingRules } from '../../main/engine/campaigns/automations/standing-rules.ts';
import { localZone, momentOf, wallTimeAt } from '../../main/engine/campaigns/automations/wall-time.ts';
import type { LetterSource } from '../../main/engine/campaigns/letter-source.ts';
import { saveTemplate } from '../../main/engine/campaigns/templates.ts';
import type { Wakeful } from '../../main/engine/campaigns/wakeful.ts';
import { changePatient, getPatient } from '../../main/engine/patients/patients.ts';
import type { WriteHandle } from '../../main/engine/store/sql.ts';
import { type CampaignDesk, openCampaignDesk } from './campaign-desk.ts';

export const hour = 3_600_000;
/** What a person presses on, of all that stands there. */
export const onSend = ({ automationId, eventKey, patientId }: OnSend): OnSend => ({
  automationId,
  eventKey,
  patientId,
});
/** Two hours before the appointment, at any hour. */
export const reminder: AutomationTrigger = { is: 'visit', when: 'before', amount: 2, unit: 'hours' };

/** Standing rules over a desk of campaigns: everything of ours is real but the wire. */
export type StandingDesk = {
  readonly desk: CampaignDesk;
  readonly letters: LetterSource;
  readonly standing: Wakeful;
  /** What the clocks of the rules and runs say. */
  readonly now: () => number;
  readonly write: <Result>(work: (db: WriteHandle) => Result) => Result;
  /** Puts visits into the book, so many ms from now, in place of all there were; when each is, by whole minutes. */
  readonly book: (patientId: string, ...inMs: readonly number[]) => readonly number[];
  /** A rule that is on. */
  readonly addRule: (wish?: Partial<AutomationContent> & { readonly html?: string }) => string;
  readonly sends: (which: 'week' | 'missed' | 'past') => AutomationSend[];
  /** Asks for a look and waits until what is planned or asked about fits. */
  readonly lookUntil: (fits: () => boolean) => Promise<void>;
  /** As after a crash, with so many ms gone by. */
  readonly restart: (away: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function openStandingDesk(): Promise<StandingDesk> {
  const desk = await openCampaignDesk();
  const { journal, time, letters, transport } = desk;
  const begin = () => {
    const rules = createStandingRules({
      store: desk.test.store,
      journal,
      clock: time.clock,
      log: silentLog,
      letters,
      transport,
      zone: localZone,
      wakeRuns: () => desk.runs.wake(),
      onChanged: () => {},
    });
    rules.start();
    return rules;
  };
  let standing = begin();
  const sends: StandingDesk['sends'] = (which) =>
    automationSends(desk.test.store.read, { automationId: null, which, offset: 0, limit: 200 }).rows;
  return {
    desk,
    letters,
    get standing() {
      return standing;
    },
    now: time.clock.now,
    write: (work) => desk.test.store.write(work),
    book(patientId, ...inMs) {
      return desk.test.store.write((db) => {
        const { number } = db.get<{ number: number }>('SELECT number FROM patient WHERE id = $patientId', {
          patientId,
        });
        db.changeAny('DELETE FROM visit WHERE patient_number = $number', { number });
        const visits = inMs.map((ms) => wallTimeAt(time.clock.now() + ms, localZone()));
        for (const { day, time: at } of visits) {
          db.change(
            `INSERT INTO visit (patient_number, day, time, state, reason, doctor) VALUES ($number, $day, $at, 'kept', '', '')`,
            { number, day, at },
          );
        }
        // As an import leaves a trace in the journal, from which rules learn of it.
        const { id: _, ...known } = getPatient(db, patientId);
        changePatient(db, journal, patientId, known);
        return visits.map((visit) => momentOf(visit, localZone()));
      });
    },
    addRule({ html = '<div>Dear {{ first_name }}, come at {{ next_visit | time }}.</div>', ...wish } = {}) {
      return desk.test.store.write((db) => {
        const purpose = wish.purpose ?? 'treatment';
        const template = { name: 'Reminder', purpose, contentKind: 'health' as const, subject: 'A word', html };
        const { templateId } = saveTemplate(db, journal, [], { templateId: null, version: 0, content: template });
        const content: AutomationContent = {
          name: 'Reminder',
          trigger: reminder,
          at: '09:00',
          quiet: null,
          segmentId: null,
          templateId,
          purpose,
          sender: 'practice',
          ...wish,
        };
        const now = time.clock.now();
        const id = saveAutomation(db, journal, { automationId: null, content }, letters, now);
        switchOn(db, journal, id, letters, now);
        return id;
      });
    },
    sends,
    async lookUntil(fits) {
      await desk.until(
        () => {
          standing.wake();
          return fits();
        },
        (fit) => fit,
        10_000,
      );
    },
    async restart(away) {
      await standing.stop();
      time.forward(away);
      await desk.restart();
      standing = begin();
    },
    async stop() {
      await standing.stop();
      await desk.stop();
    },
  };
}
