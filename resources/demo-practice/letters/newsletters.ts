import { day, hour, type Letter, read, unread } from '../letter.ts';
import { contacts } from '../people/contacts.ts';
import type { Person } from '../practice.ts';

type Issue = readonly [id: string, from: Person, daysAgo: number, subject: string, lead: string];

const issues: readonly Issue[] = [
  [
    'news-1',
    contacts.newsletter,
    0.3,
    'Five ways to shorten the Monday morning line',
    'Call-backs, a second phone tree, and why you should open at 7:50.',
  ],
  [
    'news-2',
    contacts.newsletter,
    7.3,
    'Is your waiting room too quiet?',
    'Privacy at the desk begins with a fan and a carpet.',
  ],
  ['news-3', contacts.newsletter, 14.3, 'What a breach letter costs', 'Stamps are the cheapest part of it.'],
  ['news-4', contacts.newsletter, 21.3, 'Phones, tablets and the new rule', 'A short list to pin to the wall.'],
  ['shop-1', contacts.shop, 2.6, '💙 48 hours only: 30% off all scrubs', 'Your cart misses you. Navy is back.'],
  ['shop-2', contacts.shop, 16.6, 'Last chance for matching socks', 'Because feet matter.'],
  [
    'digest-1',
    contacts.society,
    5.1,
    'Digest: guideline on high blood pressure updated',
    'The threshold stays, the first drug changes for some.',
  ],
  ['digest-2', contacts.society, 35.1, 'Digest: annual meeting, call for papers', 'Abstracts are due in January.'],
];

/** Newsletters as they really are: pictures from elsewhere, a counting pixel, links that go round a corner, a way to unsubscribe. */
export function newsletterLetters(): Letter[] {
  return issues.map(([id, from, daysAgo, subject, lead]) => ({
    id,
    kind: 'newsletter',
    minutesAgo: daysAgo * day + 2 * hour,
    from,
    replyTo: { name: from.name, address: `no-reply@${from.address.split('@')[1]}` },
    subject,
    flags: daysAgo < 1 ? unread : read,
    headers: {
      'List-Id': `${from.name} <list.${from.address.split('@')[1]}>`,
      'List-Unsubscribe': `<mailto:unsubscribe@${from.address.split('@')[1]}?subject=${id}>, <https://links.example.com/u/${id}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      Precedence: 'bulk',
    },
    text: `${subject}\n\n${lead}\n\nRead on: https://links.example.com/r/${id}\n\nUnsubscribe: https://links.example.com/u/${id}\n`,
    html: page(id, subject, lead),
  }));
}

function page(id: string, subject: string, lead: string): string {
  return `<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>${subject}</title>
<link rel="stylesheet" href="https://images.example.com/mail.css">
<style>@import url("https://images.example.com/fonts.css"); .hero { background-image: url(https://images.example.com/${id}/bg.png); }</style>
</head><body bgcolor="#f2f2f2" background="https://images.example.com/${id}/paper.png">
<table width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table width="600" bgcolor="#ffffff" class="hero"><tr><td style="padding:24px;font-family:Arial,sans-serif">
<img src="https://images.example.com/${id}/logo.png" srcset="https://images.example.com/${id}/logo-2x.png 2x" width="180" height="40" alt="Logo">
<h1 style="font-size:24px">${subject}</h1><p>${lead}</p>
<p><a href="https://links.example.com/r/${id}?to=office%40elmstreet.example">Read on</a></p>
<p style="font-size:11px;color:#888"><a href="https://links.example.com/u/${id}">Unsubscribe</a></p>
</td></tr></table></td></tr></table>
<img src="https://count.example.com/o/${id}.gif" width="1" height="1" alt="">
</body></html>`;
}
