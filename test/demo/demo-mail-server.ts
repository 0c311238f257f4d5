import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAuthority, type KeyWithCertificate } from '../support/certificate-authority.ts';
import { type FiledMail, type StoredMail, startImapServer } from './imap-server.ts';
import { type SubmittedMail, startSubmissionServer } from './submission-server.ts';

/** Where one of the two servers is; TLS from the first byte. */
export type ServerPlace = { readonly host: string; readonly port: number; readonly security: 'implicit' };

export type OutboundMail = SubmittedMail & {
  /** Counts from 1, in the order of arrival. */
  readonly number: number;
  /** `NNN.eml`, where a folder was given. */
  readonly path: string | null;
};

export type DemoMailServer = {
  readonly imap: ServerPlace;
  readonly submission: ServerPlace;
  readonly user: string;
  readonly password: string;
  /** The throw-away authority's certificate, PEM: the one thing to trust. */
  readonly root: string;
  /** Of this host by that authority, for whatever else the demo serves. */
  readonly certificate: KeyWithCertificate;
  /** Everything submitted so far. */
  readonly outbound: readonly OutboundMail[];
  /** The message with this number, as soon as it is there; fails after `ms`. */
  readonly waitForOutbound: (number: number, ms?: number) => Promise<OutboundMail>;
  /** Puts a message into a mailbox as mail from outside arrives, now and unread; returns its UID. */
  readonly deliver: (bytes: Uint8Array, mail?: Partial<Omit<FiledMail, 'bytes'>>) => number;
  readonly list: (mailbox: string) => readonly StoredMail[];
  readonly stop: () => Promise<void>;
};

export type DemoMailServerOptions = {
  readonly address: string;
  readonly mails: readonly FiledMail[];
  /** Where each submitted message is written as `NNN.eml`; null keeps them in memory only. */
  readonly outboundFolder: string | null;
};

const host = '127.0.0.1';

/**
 * The practice's mail provider, in this process: IMAP and submission on loopback, TLS by an authority made for this run. Like
 * most providers it files no copy of what was sent. Mail to the practice's own address arrives in INBOX, all other mail stays
 * in `outbound` and goes nowhere.
 */
export async function startDemoMailServer(options: DemoMailServerOptions): Promise<DemoMailServer> {
  const authority = createAuthority('Elm Street Clinic demo');
  const certificate = authority.issue({ names: ['localhost', host] });
  const login = { user: options.address, password: 'elm-street-demo' };
  const outbound = createOutbound(options.outboundFolder);
  const imap = await startImapServer(login, certificate, options.mails);

  const deliver: DemoMailServer['deliver'] = (bytes, mail = {}) =>
    imap.file({ mailbox: 'INBOX', flags: [], date: new Date(), ...mail, bytes });

  const submission = await startSubmissionServer(login, certificate, async (mail) => {
    await outbound.add(mail);
    if (mail.to.some((to) => to.toLowerCase() === options.address.toLowerCase())) deliver(mail.bytes);
  });

  return {
    imap: { host, port: imap.port, security: 'implicit' },
    submission: { host, port: submission.port, security: 'implicit' },
    ...login,
    root: authority.root,
    certificate,
    outbound: outbound.mails,
    waitForOutbound: outbound.waitFor,
    deliver,
    list: imap.list,
    stop: async () => {
      await Promise.all([imap.stop(), submission.stop()]);
    },
  };
}

function createOutbound(folder: string | null) {
  const mails: OutboundMail[] = [];
  const waiting = new Set<() => void>();
  let taken = 0;

  const add = async (mail: SubmittedMail): Promise<void> => {
    taken += 1;
    const number = taken;
    const path = folder === null ? null : join(folder, `${String(number).padStart(3, '0')}.eml`);
    if (folder !== null && path !== null) {
      await mkdir(folder, { recursive: true });
      await writeFile(path, mail.bytes);
    }
    mails.push({ ...mail, number, path });
    for (const look of waiting) look();
  };

  const waitFor = (number: number, ms = 30_000): Promise<OutboundMail> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const mail = mails.find((each) => each.number === number);
        if (mail === undefined) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(mail);
      };
      const timer = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`message ${number} did not leave within ${ms} ms`));
      }, ms);
      waiting.add(look);
      look();
    });

  return { mails, add, waitFor };
}
