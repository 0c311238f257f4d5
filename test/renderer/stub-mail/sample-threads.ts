import type { Mode, Party, Person } from '../../../main/contract/fields.ts';
import type { MessageView } from '../../../main/contract/messages.ts';
import type { TransportEvidence } from '../../../main/contract/transport.ts';
import { mails } from './sample-bodies.ts';

const minute = 60_000;

export type StubThread = {
  readonly id: string;
  readonly subject: string;
  correspondent: Person;
  party: Party | null;
  patientId: string | null;
  mode: Mode | null;
  seenRowId: string | null;
  /** Who vouches for their domain. */
  listedBy?: string;
  archived: boolean;
  flagged?: boolean;
  messages: MessageView[];
};

export const clinic: Person = { name: 'Elm Street Clinic', address: 'frontdesk@elmstreet.example' };

/** A server that says what became of a mail. */
const reporter: Person = { name: 'Mail Delivery System', address: 'mailer-daemon@mail.elmstreet.example' };

let count = 0;

export function message(from: Person, minutesAgo: number, body: string, more: Partial<MessageView> = {}): MessageView {
  count += 1;
  const id = `ms_${body.padEnd(8, '0')}${count}`;
  return {
    id,
    direction: 'in',
    from: [from],
    to: [clinic],
    cc: [],
    subject: '',
    at: Date.now() - minutesAgo * minute,
    unread: false,
    snippet: mails[body]?.text.replace(/\s+/g, ' ').slice(0, 140) ?? '',
    status: { kind: 'plain' },
    signedBy: null,
    warnings: [],
    attachments: [],
    delivery: null,
    ...more,
  };
}

/** A conversation, with a patient unless told otherwise. */
export function thread(
  id: string,
  name: string,
  address: string,
  subject: string,
  known: Partial<StubThread>,
  messages: (from: Person) => MessageView[],
): StubThread {
  const correspondent = { name, address };
  return {
    id: `th_${id.padEnd(8, '0')}`,
    subject,
    correspondent,
    party: 'patient',
    patientId: `pa_${id.padEnd(8, '0')}`,
    mode: null,
    seenRowId: null,
    archived: false,
    messages: messages(correspondent).map((one) => ({ ...one, subject })),
    ...known,
  };
}

const file = (name: string, contentType: string, size: number) => ({
  id: `at_${name.replace(/\W/g, '').padEnd(8, '0')}`,
  name,
  contentType,
  size,
  contentId: null,
  holds: null,
});

/** Conversations of the invented clinic: every state that has a look of its own. */
export function makeThreads(): StubThread[] {
  const sent = (minutesAgo: number): Partial<MessageView> => ({
    direction: 'out',
    to: [],
    delivery: {
      outboxId: 'ob_sent00001',
      state: 'sent',
      mode: 'sealed',
      notBefore: Date.now() - minutesAgo * minute,
      sentAt: Date.now() - minutesAgo * minute,
      server: 'mail.elmstreet.example',
      tls: 'TLSv1.3',
      code: null,
    },
  });
  const demanded = {
    domain: 'raman.example',
    hosts: ['mx.raman.example'],
    checkedAt: Date.now() - 1_995 * minute,
    validUntil: Date.now() + 5_000 * minute,
    provider: 'Google (Gmail, Workspace)',
    source: 'https://support.google.com/a/answer/9261504',
    sourceDate: '2026-11-24',
  };
  const sentByTls = (minutesAgo: number, evidence: TransportEvidence[]): Partial<MessageView> => {
    const { delivery, ...more } = sent(minutesAgo);
    const transport = { evidence, requireTls: false };
    return { ...more, delivery: delivery ? { ...delivery, mode: 'tls', transport } : null };
  };
  const cameBack = (minutesAgo: number, address: string, kind: 'hard' | 'policy'): Partial<MessageView> => {
    const { delivery, ...more } = sent(minutesAgo);
    const [status, diagnostic] =
      kind === 'hard'
        ? ['5.1.1', '550 5.1.1 The email account that you tried to reach does not exist.']
        : ['5.7.0', '552-5.7.0 This message was blocked because its content presents a potential security issue.'];
    const returned = [
      { address, kind, action: 'failed' as const, status, diagnostic, at: Date.now() - minutesAgo * minute },
    ];
    return { ...more, delivery: delivery ? { ...delivery, form: 'page', returned } : null };
  };
  const list: StubThread[] = [
    thread('ana', 'Ana Ruiz', 'ana.ruiz@example.net', 'Question about my new dose', {}, (from) => [
      message(from, 18, 'dose', { unread: true }),
    ]),
    thread(
      'leo',
      'Leo Brandt',
      'leo@example.org',
      'Re: Message from Elm Street Clinic',
      {
        mode: 'sealed',
        seenRowId: 'cr_leo000001',
      },
      (from) => [
        message(from, 300, 'rash'),
        message(clinic, 240, 'half', sent(240)),
        message(from, 45, 'thursday', {
          unread: true,
          status: { kind: 'sealed-answer', binding: 'ours', letterSentAt: Date.now() - 240 * minute },
          attachments: [file('values.jpg', 'image/jpeg', 428_000)],
        }),
      ],
    ),
    thread(
      'okafor',
      'Dr. Mina Okafor · Lakeside Lab',
      'okafor@lakesidelab.example',
      'Results, batch of 23 November',
      {
        party: 'professional',
        patientId: null,
        mode: 'openpgp',
      },
      (from) => [
        message(from, 60, 'results', {
          status: { kind: 'encrypted', signer: 'verified', fingerprint: '8F2C', compared: true, covers: 'message' },
          signedBy: { name: 'Dr. Mina Okafor', comparedAt: Date.now() - 21 * 24 * 60 * minute },
          attachments: [
            file('results-2026-11-23.pdf', 'application/pdf', 1_840_000),
            file('legend.txt', 'text/plain', 900),
            { ...file('correction.eml', 'message/rfc822', 9_000), holds: 'message' as const },
            { ...file('lab-key.asc', 'application/pgp-keys', 1_200), holds: 'key' as const },
          ],
        }),
      ],
    ),
    thread(
      'grace',
      'Grace Lindqvist',
      'grace@example.com',
      'Appointment on Thursday',
      {
        mode: 'open',
        seenRowId: 'cr_grace0001',
      },
      (from) => [message(from, 1_500, 'plainmail')],
    ),
    thread(
      'samuel',
      'Samuel Achterberg-Whitmore',
      'sam@example.org',
      'Invoice 2026-1181',
      { mode: 'sealed' },
      (from) => [
        message(from, 1_700, 'invoice'),
        message(clinic, 1_600, 'half', {
          ...sent(1_600),
          delivery: {
            outboxId: 'ob_unsure001',
            state: 'unsure',
            mode: 'sealed',
            notBefore: 0,
            sentAt: null,
            server: null,
            tls: null,
            code: 'answer-lost',
          },
        }),
      ],
    ),
    thread('pat', 'Pat Lee', 'pat.lee@example.net', 'Your next visit', { mode: 'sealed', archived: true }, (from) => [
      message(clinic, 1_800, 'half', cameBack(1_800, from.address, 'hard')),
      message(reporter, 1_799, 'report'),
    ]),
    thread('wanda', 'Wanda Kaya', 'wanda@mail.example', 'Your results', { mode: 'sealed', archived: true }, (from) => [
      message(from, 1_900, 'plainmail'),
      message(clinic, 1_890, 'half', cameBack(1_890, from.address, 'policy')),
      message(reporter, 1_889, 'report'),
    ]),
    thread(
      'priya',
      'Priya Raman',
      'priya@raman.example',
      'Form for the school',
      { party: 'other', patientId: null, mode: 'tls', archived: true },
      (from) => [
        message(from, 2_000, 'plainmail'),
        message(clinic, 1_990, 'half', sentByTls(1_990, [{ kind: 'mta-sts', ...demanded, policyId: '20261101T09' }])),
      ],
    ),
    thread(
      'hospital',
      'St. Brigid Hospital',
      'records@stbrigid.example',
      'Bed for Thursday',
      { party: 'professional', patientId: null, mode: 'tls', listedBy: 'Maria Delgado', archived: true },
      (from) => [
        message(from, 2_100, 'plainmail'),
        message(
          clinic,
          2_090,
          'half',
          sentByTls(2_090, [
            {
              kind: 'listed',
              domain: 'stbrigid.example',
              by: 'Maria Delgado',
              at: Date.now() - 90_000 * minute,
              note: 'Their IT confirmed TLS on the phone.',
            },
          ]),
        ),
      ],
    ),
    thread('tomas', 'Tomás Herrera', 'tomas@example.net', 'Cita de control', { mode: 'openpgp' }, (from) => [
      message(from, 3_000, 'cita', {
        status: { kind: 'encrypted', signer: 'none', fingerprint: null, compared: false, covers: 'text' },
      }),
    ]),
    thread(
      'rosa',
      'Rosa Haas',
      'rosa@lakeside.example',
      'Referral',
      { party: 'professional', patientId: null },
      (from) => [
        message(from, 3_100, 'referral', {
          status: {
            kind: 'encrypted',
            signer: 'verified',
            fingerprint: 'ab'.repeat(32),
            compared: false,
            covers: 'message',
            smime: {
              integrity: 'encryption',
              signer: {
                name: 'Rosa Haas',
                addresses: ['rosa@lakeside.example'],
                issuer: 'County Trust Services',
                expires: Date.now() + 86_400_000 * 200,
                trust: 'trusted',
                revocation: 'not-checked',
              },
            },
          },
          offersCertificate: true,
        }),
      ],
    ),
    thread(
      'news',
      'MedSupply Weekly',
      'news@medsupply.example',
      'Gloves at half price this week',
      {
        party: null,
        patientId: null,
      },
      (from) => [message(from, 3_200, 'newsletter', { unread: true })],
    ),
    thread(
      'nora',
      'Nora Petrov',
      'nora.petrov@example.net',
      'My first visit',
      { party: null, patientId: null },
      (from) => [message(from, 4_000, 'firstvisit')],
    ),
    thread(
      'paulsen',
      'The Paulsens',
      'family.paulsen@example.com',
      'Vaccination booklet',
      {
        party: null,
        patientId: null,
      },
      (from) => [message(from, 4_400, 'booklet')],
    ),
    thread(
      'forged',
      'Ana Ruiz',
      'ana.ruiz@elsewhere.example',
      'Please send my results here',
      {
        party: null,
        patientId: null,
      },
      (from) => [
        message(from, 5_000, 'forged', {
          warnings: ['name-looks-like-address'],
          status: { kind: 'sealed-answer', binding: 'unverified', letterSentAt: null },
        }),
      ],
    ),
    thread('noor', 'نور الخطيب', 'noor@example.net', 'سؤال عن الموعد', { mode: 'sealed' }, (from) => [
      message(from, 5_600, 'arabic'),
    ]),
    thread(
      'long',
      'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh, Maximiliana Alexandra',
      'a.very.long.address.of.somebody.with.many.names@a-long-subdomain.of-a-provider.example',
      'An unusually long subject line that goes on and on and names several things at once, and then some more',
      {
        party: 'other',
        patientId: null,
      },
      (from) => [message(from, 6_000, 'quoted')],
    ),
  ];
  const more = Array.from({ length: 140 }, (_, at) =>
    thread(
      `many${at}`,
      `Patient ${String((at % 120) + 1).padStart(3, '0')}`,
      `p${at}@example.com`,
      `Appointment ${at + 1}`,
      {
        patientId: `pa_many${at % 120}`.padEnd(11, '0'),
        mode: 'sealed',
      },
      (from) => [message(from, 7_000 + at * 200, 'thursday')],
    ),
  );
  return [...list, ...more];
}
