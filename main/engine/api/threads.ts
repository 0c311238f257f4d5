import type { MessageView } from '../../contract/messages.ts';
import type { ThreadDetail } from '../../contract/threads.ts';
import { EngineError } from '../base/errors.ts';
import { listThreads } from '../mailbox/list-threads.ts';
import { listMessageViews } from '../mailbox/thread-messages.ts';
import { consentNow, ledger } from '../patients/consent.ts';
import { findOwnIdentities } from '../patients/own-certificates.ts';
import { changePatient, getPatient, listPatientsWithAddress } from '../patients/patients.ts';
import { chooseForThread, setParty, threadChoice, threadParty } from '../patients/thread-choices.ts';
import { isChosen } from '../policy/chosen.ts';
import { type CameFacts, suggestModes } from '../policy/suggest.ts';
import { encryptedBegins } from '../protection/pgp-blocks.ts';
import type { Session } from '../session.ts';
import { findOpenDraftOfThread } from '../store/tables/drafts.ts';
import { saidInThread } from '../store/tables/message-body.ts';
import { findThread } from '../store/tables/thread.ts';
import { findAddressParty, findPatientDefaultMode } from '../store/tables/thread-choices.ts';
import { gatherRecipient } from '../submission/gather-facts.ts';
import { choiceFacts, whoVouches } from './choice-facts.ts';
import type { Handlers } from './handlers.ts';

export function threadHandlers(session: Session): Handlers<'threads'> {
  const { store, journal, clock, emit, mail, transport } = session;
  const changed = (threadId: string) => emit('threads.changed', { threadIds: [threadId] });

  return {
    list: (wish) => listThreads(store.read, wish, choiceFacts(store.read, clock.now(), transport.find), clock.now()),
    get: ({ threadId }) => threadDetail(session, threadId),
    setParty({ threadId, party, patientId }) {
      const thread = findThread(store.read, threadId);
      if (thread === null) throw new EngineError('not-found');
      const address = thread.correspondentAddress;
      store.write((db) => {
        setParty(db, journal, { threadId, party, patientId, address });
        if (patientId === null || address === '') return;
        // Linking an unknown sender to a patient is saying that this is the patient's address.
        const { id, ...patient } = getPatient(db, patientId);
        if (patient.addresses.includes(address)) return;
        changePatient(db, journal, id, { ...patient, addresses: [...patient.addresses, address] });
      });
      emit('threads.changed', { threadIds: [] });
      return {};
    },
    choose(choice) {
      store.write((db) => {
        const { party, patientId } = threadParty(db, choice.threadId);
        if (party === null) throw new EngineError('state-changed');
        const ledgerNow = patientId === null ? null : consentNow(ledger(db, patientId), clock.now(), null).email;
        chooseForThread(db, journal, { ...choice, ledgerNow });
      });
      changed(choice.threadId);
      return {};
    },
    markRead({ threadId, read }) {
      const newest = listMessageViews(store.read, threadId, clock.now()).findLast(
        ({ direction }) => direction === 'in',
      );
      if (read && newest !== undefined) {
        const { patientId } = threadParty(store.read, threadId);
        const from = newest.from[0]?.address ?? '';
        store.write((db) => journal.append(db, 'message.read', { messageId: newest.id, threadId, patientId, from }));
      }
      mail.actions().markRead(threadId, read);
      return {};
    },
    flag({ threadId, flagged }) {
      mail.actions().flag(threadId, flagged);
      return {};
    },
    move({ threadId, role }) {
      mail.actions().move(threadId, role);
      return {};
    },
  };
}

/** Everything the reading pane shows of one conversation. */
async function threadDetail({ store, clock, transport }: Session, threadId: string): Promise<ThreadDetail> {
  const db = store.read;
  const thread = findThread(db, threadId);
  if (thread === null) throw new EngineError('not-found');
  const { party, patientId } = threadParty(db, threadId);
  const address = thread.correspondentAddress;
  const candidates = listPatientsWithAddress(db, address);
  const rows = patientId === null ? [] : ledger(db, patientId);
  const consent = consentNow(rows, clock.now(), threadId);
  const choice = threadChoice(db, threadId);
  const recipient = await gatherRecipient(db, address, { threadId, now: clock.now(), transport: transport.find });
  const listedBy = choice?.mode === 'tls' ? whoVouches(transport.find, address) : null;
  const messages = listMessageViews(db, threadId, clock.now());
  const came = cameFacts(messages, address, saidInThread(db, threadId, encryptedBegins));
  return {
    id: threadId,
    subject: thread.subject,
    flagged: thread.flagged === 1,
    correspondent: { name: thread.correspondentName, address },
    party,
    suggestedParty: candidates.length > 0 ? 'patient' : findAddressParty(db, address),
    patient: patientId === null ? null : getPatientSummary(db, patientId),
    candidates,
    consent: party === 'patient' ? consent.email : null,
    accessRequest: party === 'patient' && consent.accessRequest.rowId !== null ? consent.accessRequest : null,
    choice,
    chosen: isChosen(party, choice, party === 'patient' ? consent.email : null),
    options: suggestModes(
      { ...recipient, party, ambiguous: false },
      party === 'patient' ? 'health' : 'general',
      patientId === null ? null : findPatientDefaultMode(db, patientId, threadId),
      findOwnIdentities(db, clock.now()) !== null,
      came,
    ),
    messages,
    ...(came.encrypted ? { cameEncrypted: true } : {}),
    draftId: findOpenDraftOfThread(db, threadId)?.id ?? null,
    ...(listedBy === null ? {} : { listedBy }),
  };
}

/** What their messages tell about how to answer them; `inline`: a part of a text among them is encrypted on its own. */
function cameFacts(messages: readonly MessageView[], address: string, inline: boolean): CameFacts {
  const theirs = messages.filter(({ direction }) => direction === 'in');
  return {
    encrypted:
      inline ||
      theirs.some(
        ({ status, attachments }) =>
          (status.kind !== 'plain' && status.kind !== 'signed') ||
          attachments.some(({ holds }) => holds === 'encrypted'),
      ),
    certificate: theirs.some(
      ({ offersCertificate, from }) => offersCertificate === true && from[0]?.address.toLowerCase() === address,
    ),
  };
}

function getPatientSummary(db: Session['store']['read'], patientId: string): ThreadDetail['patient'] {
  const { id, name, birthDate, recordNumber, addresses } = getPatient(db, patientId);
  return { id, name, birthDate, recordNumber, addresses };
}
