import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MailServers, startMailServers } from '../support/mail-servers/start-mail-servers.ts';
import { practiceAddress, practicePassword } from '../support/practice.ts';

/** Debian's `mail`, who owns the mailboxes. */
const mailId = 8;
const words =
  'the patient asked about her appointment and the new dose of the medicine because in the evening after dinner she feels dizzy and would like to know whether half a tablet is enough until we meet again on Thursday'.split(
    ' ',
  );

/** The word that every generated message holds. */
export const commonWord = 'appointment';

/** Starts the servers with a mailbox of this many invented messages of about 7 KB, the same ones each time. */
export async function startFullMailbox(count: number): Promise<MailServers> {
  const servers = await startMailServers({
    domain: 'clinic.example',
    users: [{ user: practiceAddress, password: practicePassword }],
  });
  const folder = servers.dovecot.mailFolder(practiceAddress);
  for (const part of ['', 'cur', 'new', 'tmp']) {
    mkdirSync(join(folder, part), { recursive: true });
    chownSync(join(folder, part), mailId, mailId);
  }
  for (let at = 0; at < count; at += 1) {
    const path = join(folder, 'cur', `${1_700_000_000 + at * 60}.M${at}.bench:2,S`);
    writeFileSync(path, message(at));
    chownSync(path, mailId, mailId);
  }
  return servers;
}

function message(at: number): string {
  const word = (place: number) => words[(at * 31 + place * 7 + ((at * place) % 11)) % words.length] ?? '';
  const lines = Array.from({ length: 60 }, (_, line) =>
    Array.from({ length: 14 }, (__, place) => word(line * 14 + place)).join(' '),
  );
  const sender = `patient${at % 400}@patients.example`;
  return [
    `From: Patient ${at % 400} <${sender}>`,
    `To: ${practiceAddress}`,
    `Subject: Question number ${at} about ${word(at)}`,
    `Message-ID: <bench-${at}@patients.example>`,
    `Date: ${new Date(1_700_000_000_000 + at * 60_000).toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `My ${commonWord}, message ${at}.`,
    ...lines,
    '',
  ].join('\r\n');
}
