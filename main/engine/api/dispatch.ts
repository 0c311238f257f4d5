import { type ConversationName, contract } from '../../contract/contract.ts';
import type { Method } from '../../contract/conversation.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import { EngineError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Session } from '../session.ts';
import { accountHandlers } from './account.ts';
import { automationHandlers } from './automations.ts';
import { guardCallSize } from './call-size.ts';
import { campaignHandlers } from './campaigns.ts';
import { certificateHandlers } from './certificates.ts';
import { documentHandlers } from './documents.ts';
import { draftHandlers } from './drafts.ts';
import type { Handlers } from './handlers.ts';
import { importHandlers } from './imports.ts';
import { journalHandlers } from './journal.ts';
import { keyHandlers } from './keys.ts';
import { mailboxHandlers } from './mailboxes.ts';
import { messageHandlers } from './messages.ts';
import { outboxHandlers } from './outbox.ts';
import { patientHandlers } from './patients.ts';
import { readerHandlers } from './reader.ts';
import { segmentHandlers } from './segments.ts';
import { settingsHandlers } from './settings.ts';
import { templateHandlers } from './templates.ts';
import { threadHandlers } from './threads.ts';
import { transportHandlers } from './transport.ts';

type AnyHandlers = Readonly<Record<string, (input: never) => unknown>>;
type SessionConversation = Exclude<ConversationName, 'vault'>;

export type Dispatcher = {
  readonly call: (method: string, input: unknown) => Promise<unknown>;
  readonly openSession: (session: Session) => void;
  readonly closeSession: () => void;
};

/** A locked window may ask for these and nothing else. */
const whileWindowLocked = new Set(['vault.status', 'vault.unlock', 'vault.lock', 'vault.lockWindow']);
/** After these the database is left alone until it is restored or replaced. */
const breaks = new Set<ErrorCode>(['vault-damaged', 'vault-key-missing', 'vault-from-future']);
/** A lock waits for nothing. */
const atOnce = new Set(['vault.lock', 'vault.lockWindow']);

/** Nothing about a patient changes while an import is on its way into the tables. */
const queueOf = (conversation: ConversationName) => (conversation === 'imports' ? 'patients' : conversation);

function sessionHandlers(session: Session): { readonly [Name in SessionConversation]: Handlers<Name> } {
  return {
    settings: settingsHandlers(session),
    account: accountHandlers(session),
    mailboxes: mailboxHandlers(session),
    threads: threadHandlers(session),
    messages: messageHandlers(session),
    patients: patientHandlers(session),
    segments: segmentHandlers(session),
    templates: templateHandlers(session),
    imports: importHandlers(session),
    keys: keyHandlers(session),
    certificates: certificateHandlers(session),
    drafts: draftHandlers(session),
    outbox: outboxHandlers(session),
    journal: journalHandlers(session),
    transport: transportHandlers(session),
    reader: readerHandlers(session),
    campaigns: campaignHandlers(session),
    documents: documentHandlers(session),
    automations: automationHandlers(session),
  };
}

/**
 * The contract, served: knows the method, may it be asked now, is its input what the schema says; commands of one
 * conversation run one at a time, queries beside them. Every failure is an `EngineError`.
 */
export function createDispatcher(options: {
  readonly vault: Handlers<'vault'>;
  readonly isWindowLocked: () => boolean;
  /** A call found out that the database is damaged or of a newer program. */
  readonly onBroken: (found: ErrorCode) => void;
  readonly log: Log;
}): Dispatcher {
  let open: ReturnType<typeof sessionHandlers> | null = null;
  const queues = new Map<string, Promise<unknown>>();

  function handlersOf(conversation: ConversationName): AnyHandlers {
    if (conversation === 'vault') return options.vault;
    if (open === null) throw new EngineError('locked');
    return open[conversation];
  }

  async function call(name: string, input: unknown): Promise<unknown> {
    const [conversation, method] = findMethod(name);
    if (options.isWindowLocked() && !whileWindowLocked.has(name)) throw new EngineError('locked');
    const handler = handlersOf(conversation)[name.slice(conversation.length + 1)];
    guardCallSize(input);
    const parsed = method.input.safeParse(input);
    if (handler === undefined || !parsed.success) throw new EngineError('bad-request', { method: name });
    const run = async () => handler(parsed.data as never);
    if (method.kind === 'query' || atOnce.has(name)) return run();
    const queue = queueOf(conversation);
    const before = queues.get(queue) ?? Promise.resolve();
    const result = before.then(run, run);
    queues.set(queue, result);
    return result;
  }

  return {
    async call(name, input) {
      try {
        return await call(name, input);
      } catch (error) {
        if (error instanceof EngineError) {
          if (breaks.has(error.code) && name !== 'vault.restoreBackup') options.onBroken(error.code);
          throw error;
        }
        // The text of an unknown error may quote anything; only where it came from is written down.
        options.log.warn('engine.unexpected', { method: name, at: firstFrame(error) });
        throw new EngineError('unexpected', { method: name }, { cause: error });
      }
    },
    openSession(session) {
      open = sessionHandlers(session);
    },
    closeSession() {
      open = null;
    },
  };
}

function findMethod(name: string): [ConversationName, Method] {
  const [conversation = '', method = ''] = name.split('.');
  const methods: unknown = Object.hasOwn(contract, conversation) ? contract[conversation as ConversationName] : null;
  if (methods === null || typeof methods !== 'object' || !Object.hasOwn(methods, method)) {
    throw new EngineError('bad-request', { method: name.slice(0, 60) });
  }
  return [conversation as ConversationName, (methods as Record<string, Method>)[method] as Method];
}

function firstFrame(error: unknown): string {
  const frame = error instanceof Error ? error.stack?.split('\n').find((line) => /^\s+at /.test(line)) : undefined;
  return `${error instanceof Error ? error.name : typeof error} ${frame?.trim() ?? ''}`;
}
