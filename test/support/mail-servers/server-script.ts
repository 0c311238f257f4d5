import { isNode, type Ron, type RonNode, readRon } from './read-ron.ts';

export type CertificateKind = 'good' | 'unknown-issuer' | 'wrong-name' | 'expired';

/** What a scripted server says when, whatever the protocol. */
export type ServerScript = {
  readonly protocol: 'imap' | 'smtp';
  /** Sent first, and anything that follows it at once. */
  readonly greeting: string;
  readonly capabilities: {
    readonly clear: readonly string[];
    readonly tls: readonly string[];
    readonly tlsSignedIn: readonly string[];
  };
  /** Answers by command, lower case; `<tag>` stands for the client's tag. */
  readonly answers: ReadonlyMap<string, string>;
  /** Commands it does not know, and commands it never answers. */
  readonly unknown: ReadonlySet<string>;
  readonly ignored: ReadonlySet<string>;
  readonly startTlsAnswer: string;
  readonly startsTls: boolean;
  /** Sent by itself as soon as TLS stands. */
  readonly firstInTls: string;
  readonly certificate: CertificateKind;
};

/** Reads a test case of Email-Analysis-Toolkit/fake-mail-server. */
export function readServerScript(text: string, protocol: 'imap' | 'smtp'): ServerScript {
  const root = readRon(text);
  if (!isNode(root)) throw new Error('not a test case');
  const { fields } = root;
  const answers = new Map<string, string>();
  const override = fields.get('override_response');
  if (isNode(override)) {
    for (const [command, answer] of override.fields) answers.set(command.toLowerCase(), textOf(answer));
  }
  const ownStartTls = textOf(fields.get('starttls_response')) || textOf(fields.get('stls_response'));
  const startTls = ownStartTls || answers.get('starttls');
  const transition =
    fields.get('starttls_transition') ?? fields.get('stls_make_transition') ?? !answers.has('starttls');
  return {
    protocol,
    greeting:
      answers.get('greeting') ??
      (protocol === 'imap' ? imapGreeting(fields) : textOf(fields.get('greeting')) || '220 example.org ESMTP\r\n'),
    capabilities: {
      clear: words(fields.get('caps') ?? fields.get('capabilities')),
      tls: words(fields.get('caps_tls') ?? fields.get('capabilities_tls')),
      tlsSignedIn: words(fields.get('caps_tls_auth')),
    },
    answers,
    unknown: new Set(words(fields.get('hide_commands'))),
    ignored: new Set(words(fields.get('ignore_commands'))),
    startTlsAnswer: startTls ?? (protocol === 'imap' ? '<tag> OK begin TLS now.\r\n' : '220 Ready to start TLS\r\n'),
    startsTls: transition === true,
    firstInTls: textOf(fields.get('response_after_tls')),
    certificate: certificateKind(fields.get('cert')),
  };
}

/**
 * The variants that a case keeps in comments ("uncomment only this line"): the same text with one commented field made real,
 * and, for those after TLS, the one before it too.
 */
export function listVariants(text: string): string[] {
  const commented = /^(\s*)\/\/\s*((?:starttls_response|stls_response|response_after_tls):.*)$/gm;
  return [...text.matchAll(commented)].map((match) => {
    const bare = text.replace(match[0], `${match[1] ?? ''}${match[2] ?? ''}`);
    return match[2]?.startsWith('response_after_tls')
      ? bare.replace(/\/\/(starttls_response: Some\("<tag> OK begin STARTTLS now\.\\r\\n"\),)/, '$1')
      : bare;
  });
}

function imapGreeting(fields: RonNode['fields']): string {
  const greeting = fields.get('greeting');
  const after = textOf(fields.get('response_after_greeting'));
  if (!isNode(greeting)) return `* OK ready\r\n${after}`;
  const kind = nameOf(greeting.fields.get('kind')).toUpperCase();
  const code = codeText(greeting.fields.get('code'));
  return `* ${kind} ${code}${textOf(greeting.fields.get('text'))}\r\n${after}`;
}

function codeText(code: Ron | undefined): string {
  const inner = isNode(code) && code.name === 'Some' ? code.items[0] : undefined;
  if (!isNode(inner)) return '';
  if (inner.name === 'Capability') {
    const list = inner.items[0];
    return `[CAPABILITY ${words(isNode(list) ? list.items[0] : list).join(' ')}] `;
  }
  if (inner.name === 'BadCharset') return '[BADCHARSET (kkgIhdNV)] ';
  return `[${inner.name.toUpperCase()}] `;
}

/** Capabilities as they go over the wire; strings as they are. */
function words(value: Ron | undefined): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: Ron) => wordOf(item));
}

function wordOf(item: Ron): string[] {
  if (typeof item === 'string') return [item];
  if (!isNode(item)) return [];
  const inside = item.items[0] ?? item.fields.get('inner');
  if (item.name === 'Auth') {
    const mechanisms = Array.isArray(inside) ? words(inside) : wordOf(inside ?? '');
    return Array.isArray(inside) ? [`AUTH ${mechanisms.join(' ')}`] : mechanisms.map((name) => `AUTH=${name}`);
  }
  // Wrappers: Other(…), CapabilityOther(inner: …), AuthMechanismOther(…), Atom("…").
  if (inside !== undefined) return wordOf(inside);
  const known: Readonly<Record<string, string>> = { MailboxReferrals: 'MAILBOX-REFERRALS' };
  return [known[item.name] ?? item.name.toUpperCase()];
}

function certificateKind(cert: Ron | undefined): CertificateKind {
  const path = isNode(cert) ? textOf(cert.fields.get('crt_path')) : '';
  if (path.includes('unknown-root')) return 'unknown-issuer';
  if (path.includes('expired')) return 'expired';
  return path.includes('other.example.org') ? 'wrong-name' : 'good';
}

function textOf(value: Ron | undefined): string {
  if (typeof value === 'string') return value;
  return isNode(value) ? textOf(value.items[0]) : '';
}

const nameOf = (value: Ron | undefined): string => (isNode(value) ? value.name : '');
