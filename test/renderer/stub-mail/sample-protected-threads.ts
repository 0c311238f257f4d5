import type { Delivery } from '../../../main/contract/messages.ts';
import { clinic, message, type StubThread, thread } from './sample-threads.ts';

const minute = 60_000;

/** Conversations in the archive of the invented clinic whose protection has more than one part to it. */
export function makeProtectedThreads(): StubThread[] {
  const leo = { name: 'Leo Brandt', address: 'leo@example.org' };
  const lab = { name: 'Dr. Mina Okafor', address: 'okafor@lakesidelab.example' };
  const left = (outboxId: string, mode: Delivery['mode'], server: string): Delivery => ({
    outboxId,
    state: 'sent',
    mode,
    form: mode === 'sealed' ? 'page' : null,
    notBefore: Date.now() - 2_500 * minute,
    sentAt: Date.now() - 2_500 * minute,
    server,
    tls: 'TLSv1.3',
    code: null,
  });
  const sealed = left('ob_parts0001', 'sealed', 'mail.elmstreet.example');
  const openpgp = left('ob_parts0002', 'openpgp', 'relay.elmstreet.example');
  const other = { party: 'professional', patientId: null, archived: true } as const;
  return [
    thread(
      'both',
      leo.name,
      leo.address,
      'Your values for the specialist',
      { mode: 'sealed', archived: true, patientId: 'pa_leo00000', seenRowId: 'cr_leo000001' },
      () => [
        message(clinic, 2_500, 'half', {
          direction: 'out',
          to: [leo],
          cc: [lab],
          delivery: sealed,
          parts: [
            { to: [leo.address], mode: 'sealed', form: 'page', delivery: sealed },
            { to: [lab.address], mode: 'openpgp', form: null, delivery: openpgp },
          ],
        }),
      ],
    ),
    thread('tessa', 'Tessa Lindholm', 'tessa@movewell.example', 'Progress after eight sessions', other, (from) => [
      message(from, 2_600, 'partly', { snippet: 'Hello Maria, the values are locked below. Tessa' }),
    ]),
    thread('closed', 'Paul Renner', 'renner@cardiology.example', '[...]', other, (from) => [
      message(from, 2_700, 'nothing', { status: { kind: 'unopenable', reason: 'not-for-us' } }),
    ]),
  ];
}
