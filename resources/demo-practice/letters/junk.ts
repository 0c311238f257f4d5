import { day, hour, type Letter, unread } from '../letter.ts';
import { office } from '../practice.ts';

/** Attempts to deceive: two that reached the inbox, the rest in Junk. */
export function junkLetters(): Letter[] {
  return [...inInbox(), ...inJunk()];
}

function inInbox(): Letter[] {
  return [
    {
      id: 'phish-name-address',
      kind: 'phishing',
      minutesAgo: 20 * hour,
      from: { name: 'claims@larkmeadow.example', address: 'post7731@cheap-host.example' },
      replyTo: { name: '', address: 'payout@refund-desk.example' },
      subject: 'Refund of $2,310.00 is waiting',
      flags: unread,
      html: '<p>Dear provider,</p><p>to receive your refund confirm your account at <a href="https://larkmeadow.example.refund-desk.example/login">https://larkmeadow.example/login</a> within 24 hours.</p><p>Larkmeadow Health Plan</p>',
    },
    {
      id: 'phish-lookalike',
      kind: 'phishing',
      minutesAgo: 3 * day + 4 * hour,
      from: { name: 'Dr. Mina Okafor · Lakeside Lab', address: 'results@xn--lakesdelab-o8a.example' },
      subject: 'Results, password protected',
      html: '<p>Your results are in the file. <a href="https://xn--lakesdelab-o8a.example/open">Open the results</a></p><form action="https://collect.example/login"><input name="password" type="password"><button>Open</button></form>',
    },
  ];
}

type Short = readonly [id: string, name: string, address: string, daysAgo: number, subject: string, text: string];

function inJunk(): Letter[] {
  const rows: readonly Short[] = [
    [
      'junk-boss',
      'Maria Castellanos',
      'maria.private@freemail.example',
      1,
      'Are you at your desk?',
      'I am in a meeting. Buy five gift cards and send me the codes. I explain later. Maria',
    ],
    [
      'junk-quota',
      'IT-Helpdesk',
      'admin@mail-quota.example',
      2,
      `Mailbox ${office.address} is almost full`,
      'Your mailbox is 99% full. Log in here to keep it: https://mail-quota.example/keep',
    ],
    [
      'junk-seo',
      'Kevin',
      'kevin@rank-higher.example',
      3,
      'Your website has 17 errors',
      'Hi, I looked at your website and found 17 errors. Can I send you a quote?',
    ],
    [
      'junk-fax',
      'Fax desk',
      'fax@fax-delivery.example',
      5,
      'You have received a 3 page fax',
      'Open the attached page to see your fax.',
    ],
    ['junk-pills', 'Pharma Outlet', 'sale@pills-outlet.example', 6, 'Doctors: 80% off', 'No prescription needed.'],
    [
      'junk-loan',
      'Business Loans',
      'offers@loans-today.example',
      9,
      'Approved: $75,000 for your practice',
      'No papers. No questions.',
    ],
    [
      'junk-invoice',
      'Accounting',
      'billing@unknown-vendor.example',
      13,
      'OVERDUE invoice 99120',
      'Final notice. Pay to the new account below today.',
    ],
    ['junk-prize', 'Survey', 'win@survey-prizes.example', 17, 'You have won a cruise', 'Claim your cabin.'],
  ];
  return rows.map(([id, name, address, daysAgo, subject, text]) => ({
    id,
    kind: 'junk',
    minutesAgo: daysAgo * day + hour,
    from: { name, address },
    subject,
    text: `${text}\n`,
    mailbox: 'Junk',
    flags: unread,
  }));
}
