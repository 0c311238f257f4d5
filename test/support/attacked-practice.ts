import type { MessageView } from '../../main/contract/messages.ts';
import type { MailServers } from './mail-servers/start-mail-servers.ts';
import { type Practice, practiceAddress } from './practice.ts';

/** A message as the window gets it, and where it stands. */
export type FoundMessage = MessageView & { readonly threadId: string };

/** What an attack on a practice is measured by. */
export type AttackedPractice = {
  /** The message whose subject, as it is shown, is this one. */
  readonly find: (subject: string) => Promise<FoundMessage | null>;
  /** Delivers a message whose outer or inner subject is `subject`. */
  readonly receive: (subject: string, bytes: Buffer) => Promise<FoundMessage>;
  /** Everything that an answer or a forward of it would say, and all that a search for `word` shows of it. */
  readonly whatLeaves: (message: FoundMessage, word: string) => Promise<string>;
  /** All that is shown of it without being asked for. */
  readonly shown: (message: MessageView) => Promise<string>;
};

export function attackedPractice(practice: Practice, servers: MailServers, stranger: string): AttackedPractice {
  async function find(subject: string): Promise<FoundMessage | null> {
    const view = { kind: 'role', role: 'inbox' } as const;
    const { rows } = await practice.call('threads.list', { view, cursor: null, limit: 200 });
    for (const { id } of rows) {
      const { messages } = await practice.call('threads.get', { threadId: id });
      const message = messages.find((each) => each.subject === subject);
      if (message !== undefined) return { ...message, threadId: id };
    }
    return null;
  }

  return {
    find,
    async receive(subject, bytes) {
      await servers.deliver(bytes, practiceAddress, stranger);
      const message = await practice.until(
        () => find(subject),
        (each) => each !== null,
        20_000,
      );
      if (message === null) throw new Error('it did not come in');
      return message;
    },
    async whatLeaves({ id, threadId }, word) {
      const said: string[] = [];
      for (const kind of ['reply', 'forward'] as const) {
        const draft = await practice.call('drafts.open', { kind, threadId, messageId: id, patientId: null, to: null });
        said.push(draft.quote, draft.html, draft.subject, ...draft.attachments.map(({ name }) => name));
        await practice.call('drafts.discard', { draftId: draft.id });
      }
      const view = { kind: 'search', text: word } as const;
      const { rows } = await practice.call('threads.list', { view, cursor: null, limit: 50 });
      const hit = rows.find((row) => row.id === threadId);
      return [...said, hit?.snippet ?? ''].join('\n');
    },
    async shown({ id, snippet }) {
      const { text, html } = await practice.call('messages.body', { messageId: id });
      return `${snippet}\n${text}\n${html ?? ''}`;
    },
  };
}

/** The one full tick: signed by the sender, whom a person or an authority vouches for, over all that is shown. */
export function hasTick({ status }: MessageView): boolean {
  if (status.kind !== 'encrypted' && status.kind !== 'signed') return false;
  const vouched = status.compared || status.smime?.signer?.trust === 'trusted';
  return status.signer === 'verified' && vouched && status.covers === 'message';
}
