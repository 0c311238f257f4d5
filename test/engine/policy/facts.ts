import type {
  ChoiceFacts,
  KeyFacts,
  RecipientFacts,
  SubmissionFacts,
  TransportFacts,
} from '../../../main/engine/policy/facts.ts';

type ConsentView = RecipientFacts['consent']['email'];

const chosenAt = 1_000;
export const nothing: ConsentView = { status: 'not-asked', rowId: null, at: null, until: null };

/** A ledger's answer; `given` unless said otherwise, on row `co_row00001`. */
export function consent(status: ConsentView['status'] = 'given', over: Partial<ConsentView> = {}): ConsentView {
  return status === 'not-asked' ? nothing : { status, rowId: 'co_row00001', at: 500, until: null, ...over };
}

export function key(over: Partial<KeyFacts> = {}): KeyFacts {
  return { fingerprint: 'F1', status: 'usable', expires: null, compared: true, ...over };
}

/** Nothing is known about the way to this domain, by a provider that is known to honour MTA-STS and DANE. */
export function transport(over: Partial<TransportFacts> = {}): TransportFacts {
  return {
    domain: 'example.net',
    requireTls: 'not-offered',
    server: 'smtp.provider.example',
    requireTlsWanted: false,
    answer: null,
    provider: {
      name: 'Provider',
      mtaSts: { source: 'https://provider.example/mta-sts', date: '2026-01-02' },
      dane: { source: 'https://provider.example/dane', date: '2026-01-03' },
    },
    listed: null,
    at: 1_000_000,
    ...over,
  };
}

/** A domain whose MTA-STS policy demands TLS, looked up a moment ago. */
export function enforced(over: Partial<TransportFacts> = {}): TransportFacts {
  return transport({
    answer: {
      domain: 'example.net',
      dane: { state: 'not-asked' },
      mtaSts: {
        state: 'enforce',
        policyId: 'p1',
        checkedAt: 999_000,
        fetchedAt: 900_000,
        maxAge: 3_600,
        patterns: ['mx.example.net'],
        hosts: ['mx.example.net'],
      },
    },
    ...over,
  });
}

const nobody: RecipientFacts = {
  address: 'somebody@example.net',
  addressValid: true,
  party: null,
  patientId: null,
  ambiguous: false,
  keys: [],
  certificates: [],
  phrase: 'none',
  consent: { email: nothing, marketing: nothing, accessRequest: nothing },
  consentWarned: false,
  transport: transport(),
};

/** Ana: a patient with a given phrase, no key, nothing on file. */
export function ana(over: Partial<RecipientFacts> = {}): RecipientFacts {
  return {
    ...nobody,
    address: 'ana.ruiz@example.net',
    party: 'patient',
    patientId: 'pt_ana00001',
    phrase: 'given',
    ...over,
  };
}

/** A professional whose key somebody compared. */
export function doctor(over: Partial<RecipientFacts> = {}): RecipientFacts {
  return { ...nobody, address: 'mina@lakeside.example', party: 'professional', keys: [key()], ...over };
}

/** A supplier. */
export function supplier(over: Partial<RecipientFacts> = {}): RecipientFacts {
  return { ...nobody, address: 'orders@supply.example', party: 'other', ...over };
}

/** An address that nobody said anything about. */
export function stranger(over: Partial<RecipientFacts> = {}): RecipientFacts {
  return { ...nobody, ...over };
}

export function choice(mode: ChoiceFacts['mode'], over: Partial<ChoiceFacts> = {}): ChoiceFacts {
  return { mode, consentRowId: null, at: chosenAt, ...over };
}

/** A sealed answer to Ana about her health, with nothing in its way. */
export function message(over: Partial<SubmissionFacts> = {}): SubmissionFacts {
  return {
    purpose: 'treatment',
    content: 'health',
    attachments: [],
    size: 2_000,
    sizeLimit: null,
    textEmpty: false,
    bulk: false,
    choice: choice('sealed'),
    strongerMode: null,
    quote: 'none',
    textFromProtected: false,
    ownKey: 'usable',
    ownCertificate: false,
    account: true,
    visibleSubject: 'neutral',
    subjectFromProtected: false,
    aboutPatientId: null,
    answers: [],
    mentionsAttachment: false,
    recipients: [ana()],
    ...over,
  };
}
