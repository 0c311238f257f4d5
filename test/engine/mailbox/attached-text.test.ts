import { expect, test } from 'vitest';
import { attachedText } from '../../../main/engine/mailbox/attached-text.ts';
import { readMessage } from '../../../main/engine/mailbox/read-message.ts';

const message = (subject: string, body: string) =>
  `From: Dr. Ruiz <ruiz@heart.example>\r\nSubject: ${subject}\r\n\r\n${body}\r\n`;

/** A message with these others attached. */
const around = (subject: string, ...attached: readonly string[]) =>
  [
    `From: ana@mail.example\r\nSubject: ${subject}\r\nContent-Type: multipart/mixed; boundary="b-${subject}"\r\n`,
    `--b-${subject}\r\n\r\nSee below.`,
    ...attached.map((inner) => `--b-${subject}\r\nContent-Type: message/rfc822\r\n\r\n${inner}`),
    `--b-${subject}--\r\n`,
  ].join('\r\n');

const read = (source: string) =>
  readMessage({
    source: Buffer.from(source),
    privateKeys: [],
    candidates: [],
    ownAddress: 'desk@elm.example',
    arrivedAt: 0,
    now: 0,
  });

const asFile = (source: string) => ({ contentType: 'message/rfc822', bytes: Buffer.from(source) });

test('a letter that was forwarded as a file is found by its subject, sender and words', async () => {
  const { text, indexText } = await read(around('outer', message('Echo of the heart', 'The valve closes well.')));
  for (const word of ['See below', 'Echo of the heart', 'ruiz@heart.example', 'valve'])
    expect(indexText).toContain(word);
  expect(text).not.toContain('valve');
});

test('so is one inside another, as deep as people go', async () => {
  const { indexText } = await read(around('one', around('two', around('three', message('Deep', 'a needle')))));
  expect(indexText).toContain('needle');
  const deeper = around('one', around('two', around('three', around('four', message('Deep', 'a needle')))));
  expect((await read(deeper)).indexText).not.toContain('needle');
});

test('many attached messages, and long ones, cost no more than a few', async () => {
  const many = Array.from({ length: 500 }, (_, at) => asFile(message(`m${at}`, `word${at}`)));
  const found = await attachedText(many, 200_000);
  expect(found).toContain('word19');
  expect(found).not.toContain('word20');
  expect((await attachedText([asFile(message('long', 'word '.repeat(1_000_000)))], 1_000)).length).toBe(1_000);
});
