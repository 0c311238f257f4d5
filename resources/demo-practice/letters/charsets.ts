import { day, type Letter, type RawLines } from '../letter.ts';
import { office } from '../practice.ts';

type Sample = {
  readonly id: string;
  readonly daysAgo: number;
  readonly from: string;
  readonly subject: string;
  readonly contentType: string | null;
  readonly encoding?: '8bit' | 'quoted-printable' | 'base64';
  readonly body: Buffer;
};

/** Windows-1252 where it differs from Latin-1. */
const windows: Readonly<Record<string, number>> = {
  '€': 0x80,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '–': 0x96,
};

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const windows1252 = (text: string) => Buffer.from([...text].map((each) => windows[each] ?? each.charCodeAt(0)));
/** ISO-8859-15 has the euro where Latin-1 has ¤. */
const latin9 = (text: string) => Buffer.from([...text].map((each) => (each === '€' ? 0xa4 : each.charCodeAt(0))));
/** KOI8-R, for the letters that are needed. */
const koi8 = (text: string) => {
  const order = 'юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ';
  return Buffer.from([...text].map((each) => (order.includes(each) ? 0xc0 + order.indexOf(each) : each.charCodeAt(0))));
};
const koi8Word = (text: string) => `=?koi8-r?B?${koi8(text).toString('base64')}?=`;
const quotedPrintable = (bytes: Buffer) =>
  Buffer.from(
    [...bytes]
      .map((byte) =>
        byte >= 0x80 || byte === 0x3d
          ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
          : String.fromCharCode(byte),
      )
      .join(''),
    'ascii',
  );

const samples: readonly Sample[] = [
  {
    id: 'charset-latin1',
    daysAgo: 2.4,
    from: '=?iso-8859-1?Q?Mar=EDa_del_Carmen_Villanueva?= <mcvillanueva@example.org>',
    subject: '=?iso-8859-1?Q?An=E1lisis_de_ma=F1ana?=',
    contentType: 'text/plain; charset=iso-8859-1',
    encoding: '8bit',
    body: latin1(
      'Señora María:\r\n\r\n¿el análisis de mañana es en ayunas? También tomo la pastilla del corazón.\r\n\r\nMª del Carmen\r\n',
    ),
  },
  {
    id: 'charset-windows',
    daysAgo: 5.4,
    from: 'Bartholomew Featherstonehaugh <bart.featherstonehaugh@example.org>',
    subject: '=?windows-1252?Q?=93Second=94_bill_=96_why=3F?=',
    contentType: 'text/plain; charset="windows-1252"',
    encoding: 'quoted-printable',
    body: quotedPrintable(
      windows1252(
        'I’ve had a “second” bill for the same visit – why? It says $84… on both.\r\n\r\nB. Featherstonehaugh\r\n',
      ),
    ),
  },
  {
    id: 'charset-latin9',
    daysAgo: 12.4,
    from: '=?iso-8859-15?Q?Elsa_Bergstr=F6m?= <elsa.bergstrom@example.com>',
    subject: 'Vaccination in Sweden',
    contentType: 'text/plain; charset=iso-8859-15',
    encoding: 'base64',
    body: Buffer.from(
      latin9('I paid 45 € for the TBE shot in Göteborg. Can I hand that in?\r\n\r\nElsa\r\n').toString('base64'),
    ),
  },
  {
    id: 'charset-koi8',
    daysAgo: 19.4,
    from: `${koi8Word('Дмитрий Волков')} <d.volkov@example.org>`,
    subject: koi8Word('Рецепт'),
    contentType: 'text/plain; charset=koi8-r',
    encoding: '8bit',
    body: koi8('Здравствуйте, можно рецепт на английском? My English is better on the phone.\r\n\r\nДмитрий\r\n'),
  },
  {
    id: 'charset-undeclared',
    daysAgo: 8.4,
    from: 'Jose Luis Mendoza <jlmendoza@example.net>',
    subject: 'Direccion nueva',
    contentType: null,
    body: Buffer.from('Mi dirección nueva es calle Séptima 14. Gracias.\r\n\r\nJosé Luis\r\n', 'utf8'),
  },
  {
    id: 'charset-unknown',
    daysAgo: 23.4,
    from: 'Raj Subramaniam <raj.subramaniam@example.org>',
    subject: 'Test from my new phone',
    contentType: 'text/plain; charset=x-phone-7',
    encoding: '8bit',
    body: latin1('Does this arrive? My phone says \xb0 and \xbd.\r\n\r\nRaj\r\n'),
  },
];

/** Mail in older and odder character sets, byte for byte. */
export function charsetLetters(): Letter[] {
  return samples.map((sample) => ({
    id: sample.id,
    kind: 'charset',
    minutesAgo: sample.daysAgo * day,
    from: { name: '', address: '' },
    subject: sample.subject,
    raw: (lines) => write(sample, lines),
  }));
}

function write(sample: Sample, { date, messageId }: RawLines): Buffer {
  const fields = [
    `Date: ${date}`,
    `Message-ID: ${messageId}`,
    `From: ${sample.from}`,
    `To: ${office.address}`,
    `Subject: ${sample.subject}`,
  ];
  if (sample.contentType !== null) fields.push('MIME-Version: 1.0', `Content-Type: ${sample.contentType}`);
  if (sample.encoding !== undefined) fields.push(`Content-Transfer-Encoding: ${sample.encoding}`);
  return Buffer.concat([Buffer.from(`${fields.join('\r\n')}\r\n\r\n`, 'ascii'), sample.body]);
}
