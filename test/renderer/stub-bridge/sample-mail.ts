import type { ConsentView, Mode, Party } from '../../../main/contract/fields.ts';
import type { PatientSummary } from '../../../main/contract/patients.ts';
import type { ThreadRow } from '../../../main/contract/threads.ts';

const hour = 3_600_000;
const notAsked: ConsentView = { status: 'not-asked', rowId: null, at: null, until: null };

type Sketch = readonly [
  name: string,
  address: string,
  subject: string,
  snippet: string,
  hoursAgo: number,
  party: Party | null,
  mode: Mode | null,
  consent: ConsentView | null,
];

const sketches: readonly Sketch[] = [
  [
    'Ana Ruiz',
    'ana.ruiz@example.net',
    'Question about my new dose',
    'Good morning, since Friday I take the new tablets and I feel dizzy',
    1,
    'patient',
    null,
    notAsked,
  ],
  [
    'Leo Brandt',
    'leo@example.org',
    'Re: Message from Elm Street Clinic',
    'Thank you, I could open it on my phone. The rash is better',
    2,
    'patient',
    'sealed',
    { ...notAsked, status: 'declined' },
  ],
  [
    'Dr. Mina Okafor',
    'okafor@lakesidelab.example',
    'Results, batch of 23 November',
    'Signed and encrypted. 14 documents attached.',
    3,
    'professional',
    'openpgp',
    null,
  ],
  [
    'Grace Lindqvist',
    'grace@example.com',
    'Appointment on Thursday',
    'Please write to me in plain mail, I signed the form.',
    28,
    'patient',
    'open',
    { status: 'given', rowId: 'cr_00000001', at: Date.now() - 500 * hour, until: null },
  ],
  [
    'Samuel Achterberg-Whitmore',
    'sam@example.org',
    'Invoice 2026-1181',
    'Hello, the insurer asks for the itemised statement.',
    31,
    'patient',
    'sealed',
    notAsked,
  ],
  [
    'Tomás Herrera',
    'tomas@example.net',
    'Cita de control',
    'Buenas tardes, ¿puedo cambiar la cita al viernes?',
    52,
    'patient',
    'openpgp',
    notAsked,
  ],
  [
    'Nora Petrov',
    'nora@example.net',
    'Vaccination certificate',
    'Could you send me the certificate for school?',
    76,
    null,
    null,
    null,
  ],
];

export const sampleThreads: readonly ThreadRow[] = sketches.map(
  ([name, address, subject, snippet, hoursAgo, party, mode, consent], at) => ({
    id: `th_${String(at).padStart(8, '0')}`,
    people: [{ name, address }],
    subject,
    snippet,
    lastAt: Date.now() - hoursAgo * hour,
    unread: at < 2,
    flagged: false,
    hasAttachments: at === 2,
    hasDraft: false,
    messageCount: 1,
    party,
    mode,
    consent,
    chosen: mode !== null,
  }),
);

export const samplePatients: readonly PatientSummary[] = [
  {
    id: 'pa_00000001',
    name: 'Ana Ruiz',
    birthDate: '1971-03-14',
    recordNumber: '20418',
    addresses: ['ana.ruiz@example.net'],
  },
  {
    id: 'pa_00000002',
    name: 'Anaïs Delacroix',
    birthDate: '1988-11-02',
    recordNumber: '20977',
    addresses: ['anais@example.org'],
  },
  {
    id: 'pa_00000003',
    name: 'Leo Brandt',
    birthDate: '1959-07-30',
    recordNumber: '18220',
    addresses: ['leo@example.org'],
  },
];
