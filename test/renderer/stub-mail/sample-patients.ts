import type { ConsentView } from '../../../main/contract/fields.ts';
import type { PatientDetail, PhraseView } from '../../../main/contract/patients.ts';

const day = 86_400_000;
export const notAsked: ConsentView = { status: 'not-asked', rowId: null, at: null, until: null };
const noPhrase: PhraseView = {
  state: 'none',
  madeAt: null,
  madeBy: null,
  givenAt: null,
  givenHow: null,
  givenBy: null,
};

export const given = (daysAgo: number): PhraseView => ({
  state: 'given',
  madeAt: Date.now() - daysAgo * day,
  madeBy: 'Maria Delgado',
  givenAt: Date.now() - daysAgo * day,
  givenHow: 'at-the-desk',
  givenBy: 'Maria Delgado',
});

const wording =
  'I ask the practice to write to me by ordinary e-mail, without encryption. I was told that such mail can be read or changed by others on its way and where it is stored.';

function patient(
  id: string,
  name: string,
  birthDate: string,
  recordNumber: string,
  addresses: string[],
  more: Partial<PatientDetail> = {},
): PatientDetail {
  return {
    id: `pa_${id.padEnd(8, '0')}`,
    name,
    birthDate,
    recordNumber,
    telephone: '(217) 555-0188',
    addresses,
    device: 'android',
    note: '',
    phrase: given(21),
    keys: [],
    ledger: [],
    consent: notAsked,
    ...more,
  };
}

const graceConsent = { status: 'given', rowId: 'cr_grace0001', at: Date.now() - 21 * day, until: null } as const;

/** Patients of the invented clinic, by id. */
export function makePatients(): Map<string, PatientDetail> {
  const all = [
    patient('ana', 'Ana Ruiz', '1971-03-14', '20418', ['ana.ruiz@example.net']),
    patient('leo', 'Leo Brandt', '1988-07-02', '19220', ['leo@example.org'], {
      consent: { status: 'declined', rowId: 'cr_leo000001', at: Date.now() - 40 * day, until: null },
    }),
    patient('pat', 'Pat Lee', '1990-05-17', '20877', ['pat.lee@example.net'], {
      troubles: [
        {
          address: 'pat.lee@example.net',
          at: Date.now() - 1.25 * day,
          diagnostic: '550 5.1.1 The email account that you tried to reach does not exist.',
        },
      ],
    }),
    patient('wanda', 'Wanda Kaya', '1966-09-02', '18322', ['wanda@mail.example']),
    patient('grace', 'Grace Lindqvist', '1959-12-30', '18007', ['grace@example.com'], {
      phrase: noPhrase,
      device: 'iphone',
      consent: graceConsent,
      ledger: [
        {
          id: 'cr_grace0001',
          purpose: 'unencrypted-email',
          event: 'given',
          how: 'signed-form',
          wording,
          wordingVersion: '2026-11',
          warned: true,
          recordedBy: 'Maria Delgado',
          at: graceConsent.at,
          until: null,
          threadId: null,
          scan: { name: 'form-lindqvist.jpg', size: 812_000 },
        },
        {
          id: 'cr_grace0000',
          purpose: 'unencrypted-email',
          event: 'asked',
          how: 'at-the-desk',
          wording,
          wordingVersion: '2026-11',
          warned: true,
          recordedBy: 'Maria Delgado',
          at: graceConsent.at - 5 * day,
          until: null,
          threadId: null,
          scan: null,
        },
      ],
      keys: [
        {
          fingerprint: '8F2C91D40B6E77A35D10C4E92B7F6A1890DD3E41',
          address: 'grace@example.com',
          addresses: ['grace@example.com'],
          algorithm: 'Curve25519',
          created: Date.now() - 400 * day,
          expires: Date.now() + 300 * day,
          status: 'usable',
          source: 'autocrypt',
          addedAt: Date.now() - 30 * day,
          comparedAt: null,
          comparedBy: null,
        },
      ],
    }),
    patient('tomas', 'Tomás Herrera', '1990-01-19', '20555', ['tomas@example.net'], { device: 'computer' }),
    patient('samuel', 'Samuel Achterberg-Whitmore', '1964-05-05', '17811', ['sam@example.org']),
    patient('noor', 'نور الخطيب', '1982-09-09', '20901', ['noor@example.net']),
    patient('kim1', 'Kim Paulsen', '1979-02-11', '20102', ['family.paulsen@example.com'], { phrase: noPhrase }),
    patient('kim2', 'Jonas Paulsen', '2014-08-23', '20103', ['family.paulsen@example.com'], { phrase: noPhrase }),
  ];
  const more = Array.from({ length: 120 }, (_, at) =>
    patient(`many${at}`, `Patient ${String(at + 1).padStart(3, '0')}`, '1980-01-01', String(30_000 + at), []),
  );
  return new Map([...all, ...more].map((one) => [one.id, one]));
}
