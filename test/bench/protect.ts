import { createMessage, encrypt, generateKey } from 'openpgp';
import { type ProtectJob, protect } from '../../main/engine/submission/protect.ts';
import type { Bench, BenchWishes } from './run.ts';

/** Building, protecting and checking a message of 3 KB, against openpgp alone signing and encrypting the same text. */
export async function bench({ count }: BenchWishes): Promise<Bench> {
  const times = count ?? 300;
  const make = async (email: string) => (await generateKey({ userIDs: [{ email }], format: 'object' })).privateKey;
  const own = await make('desk@clinic.example');
  const ana = await make('ana@clinic.example');
  const text = 'Please take half a tablet in the evening until we meet. '.repeat(54);
  const job: ProtectJob = {
    mail: {
      messageIdHeader: '<bench@clinic.example>',
      date: Date.now(),
      from: { name: 'Elm Street Clinic', address: 'desk@clinic.example' },
      to: [{ name: 'Ana', address: 'ana@clinic.example' }],
      cc: [],
      subject: 'Your question about the dose',
      text,
      html: `<div>${text}</div>`,
      attachments: [],
      inReplyTo: null,
      references: [],
    },
    visibleSubject: 'Message from Elm Street Clinic',
    envelopeTo: ['ana@clinic.example'],
    ownPrivateKey: own.armor(),
    ownPublicKey: own.toPublic().write(),
    copy: false,
    now: Date.now(),
    protection: { mode: 'openpgp', recipientKeys: [ana.toPublic().write()] },
  };
  const openJob: ProtectJob = { ...job, visibleSubject: job.mail.subject, protection: { mode: 'open' } };
  const encryptAlone = async () =>
    encrypt({ message: await createMessage({ text }), encryptionKeys: [ana, own], signingKeys: own });

  const seconds = { openpgp: 0, open: 0, alone: 0 };
  for (let at = 0; at < times; at += 1) {
    seconds.openpgp += await timed(() => protect(job));
    seconds.alone += await timed(encryptAlone);
    seconds.open += await timed(() => protect(openJob));
  }
  const rate = (total: number) => Math.round(times / total);
  const figures = {
    times,
    openpgpPerSecond: rate(seconds.openpgp),
    openPerSecond: rate(seconds.open),
    alonePerSecond: rate(seconds.alone),
    ratio: Math.round((seconds.alone / seconds.openpgp) * 1_000) / 1_000,
  };
  return {
    table: [
      { what: 'openpgp signs and encrypts', 'per second': figures.alonePerSecond },
      { what: 'built, protected and checked: openpgp', 'per second': figures.openpgpPerSecond },
      { what: 'built and checked: open', 'per second': figures.openPerSecond },
    ],
    figures,
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1_000;
}
