import { createConnection } from 'node:net';

/** Hands finished bytes to an LMTP server (RFC 2033) for one address, as the outer world would; throws what it answers when it refuses. */
export async function lmtpDeliver(port: number, bytes: Uint8Array, from: string, to: string): Promise<void> {
  const socket = createConnection({ host: '127.0.0.1', port });
  socket.setTimeout(20_000, () => socket.destroy(new Error('LMTP timed out')));
  const replies = repliesOf(socket);
  const expect = async (codes: string) => {
    const { value } = await replies.next();
    if (typeof value !== 'string' || !codes.includes(value.charAt(0)))
      throw new Error(`LMTP answered ${String(value)}`);
  };
  try {
    await expect('2');
    for (const command of ['LHLO test.localhost', `MAIL FROM:<${from}>`, `RCPT TO:<${to}>`]) {
      socket.write(`${command}\r\n`);
      await expect('2');
    }
    socket.write('DATA\r\n');
    await expect('3');
    socket.write(asData(bytes));
    await expect('2');
  } finally {
    socket.end('QUIT\r\n');
    socket.on('error', () => {});
  }
}

/** CRLF line ends, dots doubled, the final dot (RFC 5321, 4.5.2). */
function asData(bytes: Uint8Array): Buffer {
  const text = Buffer.from(bytes).toString('latin1').replace(/\r?\n/g, '\r\n').replace(/^\./gm, '..');
  return Buffer.from(`${text}${text.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1');
}

async function* repliesOf(socket: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of socket) {
    const lines = (rest + chunk.toString('latin1')).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.charAt(3) !== '-') yield line;
  }
}
