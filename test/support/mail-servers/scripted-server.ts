import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { KeyWithCertificate } from '../certificate-authority.ts';
import type { ServerScript } from './server-script.ts';

/** Plays a script to whoever connects, and keeps what they said before TLS and inside. */
export type ScriptedServer = {
  readonly host: string;
  readonly port: number;
  readonly heard: { readonly clear: () => string; readonly tls: () => string };
  readonly stop: () => Promise<void>;
};

/** Starts it on loopback. It is as obliging as it can be beyond its script: every sign-in and every message is welcome. */
export async function startScriptedServer(
  script: ServerScript,
  certificate: KeyWithCertificate,
): Promise<ScriptedServer> {
  const heard = { clear: '', tls: '' };
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => open.delete(socket));
    converse(script, socket, certificate, heard);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    host: 'localhost',
    port: address.port,
    heard: { clear: () => heard.clear, tls: () => heard.tls },
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

type State = { inTls: boolean; signedIn: boolean; waiting: 'command' | 'credential' | 'data'; tag: string };

function converse(
  script: ServerScript,
  plain: Socket,
  certificate: KeyWithCertificate,
  heard: { clear: string; tls: string },
): void {
  const state: State = { inTls: false, signedIn: false, waiting: 'command', tag: '' };
  let socket: Socket = plain;
  let rest = '';
  const take = (chunk: Buffer) => {
    const text = chunk.toString('latin1');
    heard[state.inTls ? 'tls' : 'clear'] += text;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const reply = (script.protocol === 'imap' ? answerImap : answerSmtp)(script, state, line.replace(/\r$/, ''));
      if (reply.text !== '') socket.write(reply.text.replaceAll('<tag>', state.tag));
      if (reply.next === 'close') socket.end();
      if (reply.next === 'tls') return startTls();
    }
  };
  const startTls = () => {
    plain.off('data', take);
    rest = '';
    state.inTls = true;
    const secure = new TLSSocket(plain, { isServer: true, secureContext: createSecureContext(certificate) });
    secure.on('error', () => {});
    secure.on('data', take);
    socket = secure;
    if (script.firstInTls !== '') secure.once('secure', () => secure.write(script.firstInTls));
  };
  plain.on('data', take);
  plain.write(script.greeting);
}

type Reply = { readonly text: string; readonly next: 'go-on' | 'tls' | 'close' };
const say = (text: string): Reply => ({ text, next: 'go-on' });

/** What the script itself has to say about a command, null when it leaves it to the protocol. */
function scripted(script: ServerScript, state: State, command: string, unknown: string): Reply | null {
  if (script.ignored.has(command)) return say('');
  if (script.unknown.has(command)) return say(unknown);
  const starts = command === 'starttls' && !state.inTls;
  if (starts) return { text: script.startTlsAnswer, next: script.startsTls ? 'tls' : 'go-on' };
  const answer = state.inTls ? undefined : script.answers.get(command);
  return answer === undefined ? null : say(answer);
}

function answerImap(script: ServerScript, state: State, line: string): Reply {
  if (state.waiting === 'credential') {
    state.waiting = 'command';
    state.signedIn = true;
    return say('<tag> OK welcome\r\n');
  }
  const [tag = '', verb = ''] = line.split(' ');
  state.tag = tag;
  const command = verb.toLowerCase();
  const byScript = scripted(script, state, command, '<tag> BAD unknown command\r\n');
  if (byScript !== null) return byScript;
  const { clear, tls, tlsSignedIn } = script.capabilities;
  const done = '<tag> OK done\r\n';
  switch (command) {
    case 'capability':
      return say(`* CAPABILITY ${(state.inTls ? (state.signedIn ? tlsSignedIn : tls) : clear).join(' ')}\r\n${done}`);
    case 'authenticate':
      state.waiting = 'credential';
      return say('+ \r\n');
    case 'login':
      state.signedIn = true;
      return say(done);
    case 'list':
    case 'lsub':
      return say(`* ${command.toUpperCase()} () "/" INBOX\r\n${done}`);
    case 'select':
      return say(`* FLAGS (\\Seen)\r\n* 0 EXISTS\r\n* OK [UIDVALIDITY 77] ok\r\n* OK [UIDNEXT 1] ok\r\n${done}`);
    case 'logout':
      return { text: `* BYE\r\n${done}`, next: 'close' };
    default:
      return say(done);
  }
}

function answerSmtp(script: ServerScript, state: State, line: string): Reply {
  if (state.waiting === 'data') {
    if (line !== '.') return say('');
    state.waiting = 'command';
    return say('250 kept\r\n');
  }
  const command = line.split(/[ :]/)[0]?.toLowerCase() ?? '';
  const byScript = scripted(script, state, command, '502 Command not implemented\r\n');
  if (byScript !== null) return byScript;
  const names = ['example.org', ...(state.inTls ? script.capabilities.tls : script.capabilities.clear)];
  switch (command) {
    case 'ehlo':
      return say(names.map((name, at) => `250${at + 1 < names.length ? '-' : ' '}${name}\r\n`).join(''));
    case 'auth':
      state.signedIn = true;
      return say('235 welcome\r\n');
    case 'data':
      state.waiting = 'data';
      return say('354 go on\r\n');
    case 'quit':
      return { text: '221 bye\r\n', next: 'close' };
    default:
      return say('250 OK\r\n');
  }
}
