import { isDeepStrictEqual } from 'node:util';
import type { Login, ServerSettings } from './server-settings.ts';
import type { SmtpSession } from './smtp-session.ts';

/** How long a connection without work is kept, in ms: letters of a run follow each other closely, others do not. */
const idleMs = 3_000;
/** Messages on one connection before a fresh one takes its place: providers end those that last too long. */
const mostMessages = 100;

type Kept = {
  readonly settings: ServerSettings;
  readonly login: Login;
  readonly session: SmtpSession;
  readonly letGo: () => void;
};

/** Connections to the submission server that are signed in and at rest, for the messages that follow. */
export type SmtpLines = {
  /** One for this server and this sign-in, given away; null without any. */
  readonly take: (settings: ServerSettings, login: Login) => SmtpSession | null;
  /** Keeps one whose last message was taken, for a while. */
  readonly keep: (settings: ServerSettings, login: Login, session: SmtpSession) => void;
  /** Ends those at rest. */
  readonly close: () => void;
};

export function createSmtpLines(): SmtpLines {
  const idle = new Set<Kept>();
  const used = new WeakMap<SmtpSession, number>();
  return {
    take(settings, login) {
      for (const kept of idle) {
        const isSame =
          isDeepStrictEqual(kept.settings, settings) &&
          kept.login.user === login.user &&
          kept.login.password.reveal() === login.password.reveal();
        kept.letGo();
        if (isSame) return kept.session;
        kept.session.end();
      }
      return null;
    },
    keep(settings, login, session) {
      const times = (used.get(session) ?? 0) + 1;
      used.set(session, times);
      if (times >= mostMessages) return session.end();
      const { connection } = session;
      // Whatever the server says or does now is not about a message: the connection is of no more use.
      const lost = () => {
        letGo();
        connection.close();
      };
      const timer = setTimeout(() => {
        letGo();
        session.end();
      }, idleMs);
      const letGo = () => {
        clearTimeout(timer);
        connection.off('error', lost);
        connection.off('end', lost);
        idle.delete(kept);
      };
      const kept: Kept = { settings, login, session, letGo };
      connection.on('error', lost);
      connection.on('end', lost);
      idle.add(kept);
    },
    close() {
      for (const kept of idle) {
        kept.letGo();
        kept.session.end();
      }
    },
  };
}
