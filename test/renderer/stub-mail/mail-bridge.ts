import type { Mode } from '../../../main/contract/fields.ts';
import type { LedgerRow, PatientDetail, PatientSummary } from '../../../main/contract/patients.ts';
import type { ModeOption, ThreadDetail, ThreadRow } from '../../../main/contract/threads.ts';
import {
  sampleAccount,
  sampleCounts,
  sampleMailboxes,
  sampleReader,
  sampleSettings,
  sampleStatus,
} from '../stub-bridge/sample-practice.ts';
import { createStubBridge, type StubAnswers, type StubBridge, StubFailure } from '../stub-bridge/stub-bridge.ts';
import { automationAnswers } from './automation-answers.ts';
import { campaignAnswers } from './campaign-answers.ts';
import { certificateAnswers } from './certificate-answers.ts';
import { documentAnswers } from './document-answers.ts';
import { draftAnswers } from './draft-answers.ts';
import { groupAnswers } from './group-answers.ts';
import { keyAnswers } from './key-answers.ts';
import { mails } from './sample-bodies.ts';
import { given, makePatients, notAsked } from './sample-patients.ts';
import { makeProtectedThreads } from './sample-protected-threads.ts';
import { protectionOf } from './sample-protection.ts';
import { clinic, makeThreads, message, type StubThread } from './sample-threads.ts';
import { tableAnswers } from './table-answers.ts';
import { templateAnswers } from './template-answers.ts';

export type StubState = {
  readonly threads: StubThread[];
  readonly patients: Map<string, PatientDetail>;
  readonly tell: StubBridge['tell'];
};

/** An invented clinic's mail in memory: it remembers choices, drafts and what was sent, and decides next to nothing. */
export type MailBridge = StubBridge & {
  /** A new message of somebody new, as if it just came. */
  readonly receive: (name: string, subject: string) => void;
};

const summary = ({ id, name, birthDate, recordNumber, addresses }: PatientDetail): PatientSummary => ({
  id,
  name,
  birthDate,
  recordNumber,
  addresses,
});

export function patientOf(state: StubState, thread: StubThread): PatientDetail | null {
  return thread.patientId === null ? null : (state.patients.get(thread.patientId) ?? null);
}

export function isChosen(state: StubState, thread: StubThread): boolean {
  const patient = patientOf(state, thread);
  return thread.mode !== null && (patient === null || patient.consent.rowId === thread.seenRowId);
}

/** Their mail came encrypted with a certificate that nobody kept, and nothing else is on file. */
function hasNothing({ messages }: StubThread): boolean {
  return messages.some(({ offersCertificate }) => offersCertificate === true);
}

function options(thread: StubThread, patient: PatientDetail | null): ModeOption[] {
  const option = (mode: Mode, available: boolean, reason: ModeOption['reason'], at: number | null = null) => ({
    mode,
    available,
    reason,
    at,
    suggested: false,
  });
  const all = [
    thread.party === 'professional' && !hasNothing(thread)
      ? option('openpgp', true, 'key-compared', Date.now())
      : option('openpgp', false, 'no-key'),
    ...(hasNothing(thread) ? [option('smime', false, 'certificate-came')] : []),
    patient === null
      ? option('sealed', false, 'no-patient')
      : patient.phrase.state === 'given'
        ? option('sealed', true, 'phrase-given', patient.phrase.givenAt)
        : option('sealed', false, patient.phrase.state === 'made' ? 'phrase-not-given' : 'no-phrase'),
    tlsOption(thread),
    patient === null
      ? option('open', thread.party === 'other' || hasNothing(thread), 'general-content')
      : patient.consent.status === 'given'
        ? option('open', true, 'consent-given', patient.consent.at)
        : option('open', false, 'consent-needed'),
  ];
  const first = all.find(({ mode, available }) => available && !(mode === 'open' && hasNothing(thread)));
  return all.map((one) => ({ ...one, suggested: one === first }));
}

/** Demanded by Priya's domain, vouched for of the laboratory's, published by nobody else's. */
function tlsOption({ id, listedBy }: StubThread): ModeOption {
  const option = { mode: 'tls', suggested: false } as const;
  const at = Date.now() - 600_000;
  if (listedBy !== undefined) return { ...option, available: true, reason: 'tls-listed', at, detail: listedBy };
  return id === 'th_priya000'
    ? { ...option, available: true, reason: 'tls-mta-sts', at, detail: 'Google' }
    : { ...option, available: false, reason: 'tls-not-published', at };
}

function row(state: StubState, thread: StubThread): ThreadRow {
  const last = thread.messages.at(-1);
  const patient = patientOf(state, thread);
  return {
    id: thread.id,
    people: [{ ...thread.correspondent, name: patient?.name ?? thread.correspondent.name }],
    subject: thread.subject,
    ...(thread.subject === '[...]' ? { subjectHidden: true } : {}),
    snippet: last?.snippet ?? '',
    lastAt: last?.at ?? Date.now(),
    unread: thread.messages.some((one) => one.unread),
    flagged: thread.flagged ?? false,
    hasAttachments: thread.messages.some((one) => one.attachments.length > 0),
    hasDraft: false,
    messageCount: thread.messages.length,
    party: thread.party,
    mode: thread.mode,
    consent: patient?.consent ?? null,
    chosen: isChosen(state, thread),
    ...(thread.mode === 'tls' && thread.listedBy !== undefined ? { listedBy: thread.listedBy } : {}),
  };
}

function detail(state: StubState, thread: StubThread, draftId: string | null): ThreadDetail {
  const patient = patientOf(state, thread);
  const { address } = thread.correspondent;
  return {
    id: thread.id,
    subject: thread.subject,
    flagged: thread.flagged ?? false,
    correspondent: thread.correspondent,
    party: thread.party,
    suggestedParty: null,
    patient: patient && summary(patient),
    candidates: [...state.patients.values()].filter(({ addresses }) => addresses.includes(address)).map(summary),
    consent: patient?.consent ?? null,
    accessRequest: null,
    choice:
      thread.mode === null
        ? null
        : { mode: thread.mode, consentRowId: thread.seenRowId, by: 'Maria Delgado', at: Date.now() },
    chosen: isChosen(state, thread),
    options: options(thread, patient),
    ...(hasNothing(thread) ? { cameEncrypted: true } : {}),
    messages: [...thread.messages],
    draftId,
    ...(thread.mode === 'tls' && thread.listedBy !== undefined ? { listedBy: thread.listedBy } : {}),
  };
}

/** The bridge of a window that shows the invented clinic. `more` replaces answers. */
export function createMailBridge(more: StubAnswers = {}): MailBridge {
  const threads = [...makeThreads(), ...makeProtectedThreads()];
  const patients = makePatients();
  const state: StubState = { threads, patients, tell: (name, payload) => bridge.tell(name, payload) };
  const get = (threadId: string): StubThread => {
    const thread = threads.find(({ id }) => id === threadId);
    if (!thread) throw new StubFailure('not-found');
    return thread;
  };
  const getPatient = (patientId: string): PatientDetail => {
    const patient = patients.get(patientId);
    if (!patient) throw new StubFailure('not-found');
    return patient;
  };
  const setPatient = (patient: PatientDetail) => {
    patients.set(patient.id, patient);
    bridge.tell('patients.changed', { patientId: patient.id });
    bridge.tell('threads.changed', { threadIds: [] });
    return {};
  };
  const slip = (patientId: string) => ({
    patientName: getPatient(patientId).name,
    practiceName: 'Elm Street Clinic',
    telephone: '(217) 555-0137',
    words: ['maple', 'river', 'anchor', 'tulip', 'canyon'],
    sign: ['amber', 'falcon'],
    language: 'en' as const,
    code: { size: 3, path: 'M0 0h3v1h-3zM1 2h1v1h-1z' },
  });
  const drafts = draftAnswers(state, get);
  const bridge: StubBridge = createStubBridge(
    {
      'vault.status': () => sampleStatus(),
      'vault.unconfirmedKit': () => null,
      'settings.get': () => sampleSettings,
      'reader.get': () => sampleReader,
      'settings.change': () => sampleSettings,
      'account.get': () => sampleAccount(),
      'mailboxes.counts': () => sampleCounts,
      'mailboxes.list': () => [...sampleMailboxes],
      'outbox.beforeQuit': () => ({ waiting: 0 }),
      'transport.lookUp': () => ({}),
      'threads.list': ({ view, cursor, limit }) => {
        const found = threads
          .filter((thread) => {
            if (view.kind === 'to-be-chosen') return !isChosen(state, thread);
            if (view.kind === 'patient') return thread.patientId === view.patientId;
            if (view.kind === 'search') {
              return `${thread.correspondent.name} ${thread.subject}`.toLowerCase().includes(view.text.toLowerCase());
            }
            return view.kind === 'role' && view.role === 'archive' ? thread.archived : !thread.archived;
          })
          .toSorted((a, b) => (b.messages.at(-1)?.at ?? 0) - (a.messages.at(-1)?.at ?? 0));
        const from = Number(cursor ?? 0);
        const next = from + limit < found.length ? String(from + limit) : null;
        return {
          rows: found.slice(from, from + limit).map((one) => row(state, one)),
          cursor: next,
          total: found.length,
        };
      },
      'threads.get': ({ threadId }) => detail(state, get(threadId), drafts.draftOf(threadId)),
      'threads.setParty': ({ threadId, party, patientId }) => {
        Object.assign(get(threadId), { party, patientId });
        bridge.tell('threads.changed', { threadIds: [threadId] });
        return {};
      },
      'threads.choose': ({ threadId, mode, consentRowId }) => {
        Object.assign(get(threadId), { mode, seenRowId: consentRowId });
        bridge.tell('threads.changed', { threadIds: [threadId] });
        return {};
      },
      'threads.markRead': ({ threadId, read }) => {
        const thread = get(threadId);
        thread.messages = thread.messages.map((one) => ({ ...one, unread: !read && one.direction === 'in' }));
        bridge.tell('threads.changed', { threadIds: [threadId] });
        return {};
      },
      'threads.flag': ({ threadId, flagged }) => {
        get(threadId).flagged = flagged;
        bridge.tell('threads.changed', { threadIds: [threadId] });
        return {};
      },
      'threads.move': ({ threadId, role }) => {
        get(threadId).archived = role !== 'inbox';
        bridge.tell('threads.changed', { threadIds: [threadId] });
        return {};
      },
      'messages.body': ({ messageId }) =>
        drafts.bodyOf(messageId) ??
        mails[messageId.replace(/^ms_/, '').replace(/0*\d+$/, '')] ?? { html: null, text: '', blocks: 0 },
      'messages.protection': ({ messageId }) => protectionOf(messageId.startsWith('ms_referral') ? 'smime' : 'openpgp'),
      'messages.source': () => ({
        bytes: new TextEncoder().encode('From: Ana\r\nSubject: Dose\r\n\r\nHello'),
        done: true,
      }),
      'messages.saveAttachment': () => ({ savedAs: 'values.jpg' }),
      'messages.openLink': () => ({}),
      ...certificateAnswers((name, payload) => bridge.tell(name, payload)),
      'patients.list': ({ text, offset, limit }) => {
        const found = [...patients.values()]
          .filter(({ name, recordNumber }) => `${name} ${recordNumber}`.toLowerCase().includes(text.toLowerCase()))
          .toSorted((a, b) => a.name.localeCompare(b.name));
        return { rows: found.slice(offset, offset + limit).map(summary), total: found.length };
      },
      'patients.get': ({ patientId }) => getPatient(patientId),
      'patients.add': (input) => {
        const id = `pa_new${Date.now()}`;
        setPatient({
          ...input,
          id,
          phrase: { state: 'none', madeAt: null, madeBy: null, givenAt: null, givenHow: null, givenBy: null },
          keys: [],
          ledger: [],
          consent: notAsked,
        });
        return { patientId: id };
      },
      'patients.change': ({ patientId, ...input }) => setPatient({ ...getPatient(patientId), ...input }),
      'patients.clearAddress': ({ address }) => {
        for (const patient of patients.values()) {
          const troubles = (patient.troubles ?? []).filter((trouble) => trouble.address !== address);
          if (patient.addresses.includes(address)) setPatient({ ...patient, troubles });
        }
        return {};
      },
      'patients.makePhrase': ({ patientId }) => {
        setPatient({
          ...getPatient(patientId),
          phrase: { ...given(0), state: 'made', givenAt: null, givenHow: null, givenBy: null },
        });
        return slip(patientId);
      },
      'patients.saveSlip': () => ({ savedAs: 'slip.pdf' }),
      'patients.phraseSlip': ({ patientId }) => slip(patientId),
      'patients.givePhrase': ({ patientId, how, device }) =>
        setPatient({ ...getPatient(patientId), device, phrase: { ...given(0), givenHow: how } }),
      'keys.compare': ({ fingerprint }) => {
        for (const patient of patients.values()) {
          if (!patient.keys.some((key) => key.fingerprint === fingerprint)) continue;
          const keys = patient.keys.map((key) => ({ ...key, comparedAt: Date.now(), comparedBy: 'Maria Delgado' }));
          setPatient({ ...patient, keys });
        }
        return {};
      },
      'patients.wordings': () => [
        {
          purpose: 'unencrypted-email',
          version: '2026-11',
          text: 'I ask the practice to write to me by ordinary e-mail, without encryption. I was told that such mail can be read or changed by others on its way and where it is stored, that it may contain information about my health, and that the practice can write to me encrypted at no cost instead.',
        },
      ],
      'patients.recordConsent': ({ patientId, scan, ...said }) => {
        const patient = getPatient(patientId);
        const rowId = `cr_row${Date.now()}`;
        const entry: LedgerRow = {
          ...said,
          id: rowId,
          recordedBy: 'Maria Delgado',
          at: Date.now(),
          scan: scan && { name: scan.name, size: scan.bytes.length },
        };
        const status = said.event;
        const consent =
          said.purpose === 'unencrypted-email' ? { status, rowId, at: Date.now(), until: said.until } : patient.consent;
        setPatient({ ...patient, ledger: [entry, ...patient.ledger], consent });
        return { rowId };
      },
      ...automationAnswers((name, payload) => bridge.tell(name, payload)),
      ...campaignAnswers((name, payload) => bridge.tell(name, payload)),
      ...documentAnswers((name, payload) => bridge.tell(name, payload)),
      ...groupAnswers(patients, (name, payload) => bridge.tell(name, payload)),
      ...templateAnswers((name, payload) => bridge.tell(name, payload)),
      ...tableAnswers(patients, (name, payload) => bridge.tell(name, payload)),
      ...keyAnswers(() => bridge.tell('keys.changed', {})),
      ...drafts.answers,
      ...more,
    },
    { 'shell.print': () => ({ printed: true }) },
  );
  return {
    ...bridge,
    receive(name, subject) {
      const correspondent = { name, address: 'new@example.org' };
      threads.push({
        id: `th_received${Date.now()}${threads.length}`,
        subject,
        correspondent,
        party: null,
        patientId: null,
        mode: null,
        seenRowId: null,
        archived: false,
        messages: [message(correspondent, 0, 'dose', { subject, unread: true, to: [clinic] })],
      });
      bridge.tell('threads.changed', { threadIds: [] });
    },
  };
}
