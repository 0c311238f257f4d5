import { randomInt } from 'node:crypto';
import { getServers } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import {
  type Answer,
  AUTHENTIC_DATA,
  DNSSEC_OK,
  decode,
  encode,
  type Packet,
  RECURSION_DESIRED,
  type RecordType,
  TRUNCATED_RESPONSE,
} from 'dns-packet';
import type { DnsResolver } from '../../../contract/transport.ts';
import type { TrustedRoots } from '../server-settings.ts';
import { askByStream, askByUdp, type DnsServer } from './dns-exchange.ts';

/** `failed`: the resolver refuses to answer, as it does when signatures do not hold. `no-answer`: nobody could be asked. */
export type DnsAnswer =
  | {
      readonly status: 'found' | 'nothing';
      /** The owner's resolver checked the signatures. Nobody else's word counts. */
      readonly authentic: boolean;
      readonly records: readonly Answer[];
    }
  | { readonly status: 'failed' }
  | { readonly status: 'no-answer' };

export type DnsClient = {
  /** Whether anybody's word on DNSSEC counts. */
  readonly validates: boolean;
  /** Its name, for the record. */
  readonly name: string;
  readonly ask: (name: string, type: RecordType) => Promise<DnsAnswer>;
};

export type DnsClientOptions = {
  /** Named by the owner; null: the computer's own, whose word on DNSSEC does not count. */
  readonly resolver: DnsResolver | null;
  readonly roots: TrustedRoots;
  /** For one question to one server, in milliseconds. */
  readonly patience: number;
};

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** True for an address of this very computer: nobody stands on the way to it. */
export function isLoopback(host: string): boolean {
  const family = isIP(host);
  return family !== 0 && loopback.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

/** Asks DNS questions. Never throws: not being able to ask is an answer too. */
export function createDnsClient({ resolver, roots, patience }: DnsClientOptions): DnsClient {
  const servers = resolver === null ? systemServers() : [ownersServer(resolver, roots)];
  return {
    validates: resolver !== null,
    name: resolver === null ? '' : resolver.host,
    async ask(name, type) {
      for (const server of servers) {
        const packet = await askServer(server, name, type, patience);
        if (packet !== null) return readAnswer(packet, name, type, resolver !== null);
      }
      return { status: 'no-answer' };
    },
  };
}

function ownersServer({ host, port }: DnsResolver, roots: TrustedRoots): DnsServer {
  return isLoopback(host) ? { kind: 'plain', host, port } : { kind: 'tls', host, port, roots };
}

/** The computer's own resolvers, two at most: a third would answer after everybody gave up waiting. */
function systemServers(): DnsServer[] {
  return getServers()
    .slice(0, 2)
    .map((server) => {
      const [, host = server, port = '53'] = /^\[?([0-9a-fA-F.:]+?)\]?(?::(\d+))?$/.exec(server) ?? [];
      return isIP(server) === 0
        ? { kind: 'plain', host, port: Number(port) }
        : { kind: 'plain', host: server, port: 53 };
    });
}

/** The whole answer to our question, by TCP or TLS where UDP has no room for it; null when none comes. */
async function askServer(
  server: DnsServer,
  name: string,
  type: RecordType,
  patience: number,
): Promise<(Packet & { readonly truncated: boolean }) | null> {
  const question = encode({
    type: 'query',
    id: randomInt(0, 0x1_0000),
    // AD asks for the resolver's word (RFC 6840, 5.7); DO asks those that only know the older way (RFC 4035, 3.2.1).
    flags: RECURSION_DESIRED | AUTHENTIC_DATA,
    questions: [{ name, type, class: 'IN' }],
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: 1232,
        flags: DNSSEC_OK,
        flag_do: true,
        extendedRcode: 0,
        ednsVersion: 0,
        options: [],
      },
    ],
  });
  const reads = (bytes: Uint8Array) => readReply(bytes, question, name, type);
  try {
    if (server.kind === 'tls') return reads(await askByStream(server, question, patience));
    const short = await askByUdp(server, question, patience, (bytes) => reads(bytes) !== null);
    const reply = reads(short);
    return reply?.truncated === true ? reads(await askByStream(server, question, patience)) : reply;
  } catch {
    return null;
  }
}

/** The packet when it answers this very question, else null: anybody can send us a packet. */
function readReply(
  bytes: Uint8Array,
  question: Uint8Array,
  name: string,
  type: RecordType,
): (Packet & { readonly truncated: boolean }) | null {
  try {
    const packet = decode(Buffer.from(bytes));
    const [asked, another] = packet.questions ?? [];
    const sameId = bytes[0] === question[0] && bytes[1] === question[1];
    const same = asked !== undefined && another === undefined && asked.type === type && isSameName(asked.name, name);
    if (packet.type !== 'response' || !sameId || !same) return null;
    return { ...packet, truncated: ((packet.flags ?? 0) & TRUNCATED_RESPONSE) !== 0 };
  } catch {
    return null;
  }
}

function readAnswer(packet: Packet, name: string, type: RecordType, trusted: boolean): DnsAnswer {
  // The four low bits of the flags (RFC 1035, 4.1.1); dns-packet names them, but not in its types.
  const code = (packet.flags ?? 0) & 0x0f;
  const authentic = trusted && ((packet.flags ?? 0) & AUTHENTIC_DATA) !== 0;
  if (code === 3) return { status: 'nothing', authentic, records: [] };
  if (code !== 0) return { status: 'failed' };
  const records = followAliases(packet.answers ?? [], name, type);
  const found = records.some((record) => record.type === type);
  return { status: found ? 'found' : 'nothing', authentic, records };
}

/** The aliases that start at the name asked for, and the records at their end; nothing else counts. */
function followAliases(answers: readonly Answer[], name: string, type: RecordType): Answer[] {
  const chain: Answer[] = [];
  let owner = name;
  for (let steps = 0; steps < 10; steps += 1) {
    const alias = answers.find((each) => each.type === 'CNAME' && isSameName(each.name, owner));
    if (alias?.type !== 'CNAME' || type === 'CNAME') break;
    chain.push(alias);
    owner = alias.data;
  }
  return [...chain, ...answers.filter((each) => each.type === type && isSameName(each.name, owner))];
}

const isSameName = (one: string, other: string): boolean => plainName(one) === plainName(other);

/** Lower case, without the dot at the end. */
export const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');
