import { createSocket, type Socket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { findMailExchangers } from '../../main/engine/wire/mail-exchangers.ts';

const name = (text: string) =>
  Buffer.concat([
    ...text.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ]);

/** The answer to one MX question (RFC 1035, 4.1). */
function answerMx(question: Buffer, hosts: readonly (readonly [priority: number, host: string])[]): Buffer {
  const header = Buffer.from([...question.subarray(0, 2), 0x81, 0x80, 0, 1, 0, hosts.length, 0, 0, 0, 0]);
  const end = question.indexOf(0, 12) + 5;
  const records = hosts.map(([priority, host]) => {
    const target = name(host);
    return Buffer.concat([
      Buffer.from([0xc0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, target.length + 2, 0, priority]),
      target,
    ]);
  });
  return Buffer.concat([header, question.subarray(12, end), ...records]);
}

describe('the look-up of a domain’s mail servers', () => {
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.close();
  });
  const resolverAnswering = async (answer: (question: Buffer) => Buffer | null): Promise<Resolver> => {
    const socket = createSocket('udp4');
    sockets.push(socket);
    socket.on('message', (question, from) => {
      const bytes = answer(question);
      if (bytes !== null) socket.send(bytes, from.port, from.address);
    });
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const resolver = new Resolver({ timeout: 300, tries: 1 });
    resolver.setServers([`127.0.0.1:${socket.address().port}`]);
    return resolver;
  };

  it('gives their names, best first', async () => {
    const resolver = await resolverAnswering((question) =>
      answerMx(question, [
        [20, 'Alt.Mail.Test'],
        [10, 'mx.mail.test'],
      ]),
    );
    expect(await findMailExchangers('clinic.test', resolver)).toEqual(['mx.mail.test', 'alt.mail.test']);
  });

  it('gives none where there is no answer, or none that can be read', async () => {
    for (const answer of [() => null, () => Buffer.from('nonsense')]) {
      expect(await findMailExchangers('clinic.test', await resolverAnswering(answer))).toEqual([]);
    }
  });
});
