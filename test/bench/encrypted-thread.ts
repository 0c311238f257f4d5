import { readKey } from 'openpgp';
import type { MailServers } from '../support/mail-servers/start-mail-servers.ts';
import { around, encryptedEntity, encryptTo, newPgpPerson, protectedEntity } from '../support/pgp-mail.ts';
import { type Practice, practiceAddress } from '../support/practice.ts';

const from = 'Ana Ruiz <ana@patients.example>';
const subject = 'The dose in the evening';
const sentence = 'She asks whether half a tablet is enough until we meet again on Thursday, for she feels dizzy.';

/** A thread of this many messages of 5 KB, encrypted to the practice and signed by a patient whose key is kept; its name. */
export async function receiveEncryptedThread(
  servers: MailServers,
  practice: Practice,
  messages: number,
): Promise<string> {
  const ana = await newPgpPerson('Ana Ruiz', 'ana@patients.example');
  await practice.addPatient({ name: 'Ana Ruiz', address: ana.address });
  await practice.call('keys.keep', { address: ana.address, key: ana.publicKey, source: 'file' });
  const [own] = await practice.call('keys.own', {});
  const { text: armoredKey } = await practice.call('keys.ownText', { fingerprint: own?.fingerprint ?? '' });
  const ourKey = await readKey({ armoredKey });
  for (let at = 0; at < messages; at += 1) {
    const text = `Message ${at}.\n${`${sentence}\n`.repeat(55)}`;
    const entity = protectedEntity({ from, to: practiceAddress, subject: `Re: ${subject}`, text });
    const head = [`From: ${from}`, `To: ${practiceAddress}`, 'Subject: ...', 'References: <first@patients.example>'];
    const mail = around(head, encryptedEntity(await encryptTo(entity, [ourKey], ana)));
    await servers.deliver(mail, practiceAddress, ana.address);
  }
  const inbox = { view: { kind: 'role', role: 'inbox' }, cursor: null, limit: 200 } as const;
  const { rows } = await practice.until(
    () => practice.call('threads.list', inbox),
    (list) => list.rows.length > 0,
    60_000,
  );
  const threadId = rows[0]?.id ?? '';
  await practice.until(
    () => practice.call('threads.get', { threadId }),
    (thread) => thread.messages.length === messages,
    120_000,
  );
  return threadId;
}
