import type { Store } from '../../main/engine/store/open.ts';
import type { Practice } from '../support/practice.ts';
import { untilFits } from '../support/until-fits.ts';
import { anaAddress } from './open-clinic.ts';

export const refusedAddress = 'refused@clinic.example';
export const laterAddress = 'later@clinic.example';

/** What the servers say to these addresses. */
export const answers = {
  [refusedAddress]: '550 5.1.1 no such user here',
  [laterAddress]: '450 4.2.0 try again in a while',
};

const longName = 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh, Hubert Blaine Senior Junior the Third';

/** A practice in the middle of its day: something of everything that a screen can show. */
export async function fillClinic(practice: Practice, loseAnswers: (lose: boolean) => void): Promise<void> {
  const { call } = practice;
  await practice.receive({ from: `${longName} <long.name@home.example>`, subject: 'سؤال عن الموعد', text: 'A word.' });
  const lab = await practice.receive({
    from: 'Lab West <lab@west.example>',
    subject: 'Results',
    text: 'Attached soon.',
  });
  await call('threads.setParty', { threadId: lab, party: 'professional', patientId: null });
  const ben = await practice.receive({
    from: 'Ben Okafor <ben@home.example>',
    subject: 'Form',
    text: 'Please see above.',
  });
  await isPatient(practice, ben, 'Ben Okafor', 'ben@home.example');
  const carla = await practice.receive({
    from: 'Carla Lindqvist <carla@home.example>',
    subject: 'Thursday',
    headers: ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'],
    text: letterWithFile,
  });
  const patientId = await isPatient(practice, carla, 'Carla Lindqvist', 'carla@home.example');
  await practice.givePhrase(patientId);
  await practice.recordConsent(patientId, 'asked');
  await practice.recordConsent(patientId);
  await practice.choose(carla, 'sealed');
  await practice.receive({
    from: 'Ana Ruiz <ana.ruiz@other.example>',
    subject: 'Question about my new dose',
    text: 'How much?',
  });
  await call('vault.saveBackup', {});
  await fillOutbox(practice, loseAnswers);
}

/** What was queued last and had no time to leave waits since an hour ago. */
export function makeOverdue(store: Store): void {
  store.write((db) =>
    db.changeAny("UPDATE outbox SET not_before = not_before - 3600000 WHERE state = 'queued' AND attempts = 0"),
  );
}

async function isPatient(practice: Practice, threadId: string, name: string, address: string): Promise<string> {
  const { patientId } = await practice.addPatient({ name, address });
  await practice.call('threads.setParty', { threadId, party: 'patient', patientId });
  return patientId;
}

/** One that left, was refused, waits for another try, lost its answer; a draft; and one still within its ten seconds. */
async function fillOutbox(practice: Practice, loseAnswers: (lose: boolean) => void): Promise<void> {
  const name = 'Dora Weiss';
  const addresses = [anaAddress, refusedAddress, laterAddress];
  const facts = { birthDate: '1988-02-29', recordNumber: '20991', telephone: '555 0199', note: 'Prefers mornings.' };
  const { patientId } = await practice.call('patients.add', { name, addresses, device: 'computer', ...facts });
  await practice.recordConsent(patientId);

  const submit = async (address: string, subject: string) => {
    const written = await practice.writeNew(patientId, { subject, html: '<div>A word.</div>', contentKind: 'general' });
    await practice.choose(written.threadId ?? '', 'open');
    const [outboxId = ''] = await practice.send(await practice.edit(written, { to: [{ name, address }] }));
    return outboxId;
  };
  const send = async (address: string, subject: string, state: string) => {
    const outboxId = await submit(address, subject);
    await practice.call('outbox.sendNow', {});
    await untilFits(
      () => practice.row(outboxId),
      (row) => (row === null ? 'sent' : row.code === null ? 'waits' : row.state) === state,
      30_000,
    );
  };
  await send(anaAddress, 'Holidays', 'sent');
  await send(refusedAddress, 'Opening hours', 'failed');
  await send(laterAddress, 'New telephone number', 'queued');
  loseAnswers(true);
  await send(anaAddress, 'Parking', 'unsure');
  loseAnswers(false);
  await practice.writeNew(patientId, { subject: 'Flu shots', html: '<div>Not finished</div>' });
  await submit(anaAddress, 'Vaccination');
}

const letterWithFile = `--b
Content-Type: text/html; charset=utf-8

<p>Dear team,</p><p>is <a href="https://example.com/map">this</a> the right entrance?</p><img src="https://example.com/pixel.png" alt="">
--b
Content-Type: application/pdf; name=map.pdf
Content-Disposition: attachment; filename=map.pdf
Content-Transfer-Encoding: base64

JVBERi0xLjcK
--b--`;
