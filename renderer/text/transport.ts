import type { TransportEvidence } from '../../main/contract/transport.ts';
import { formatDate, formatDay, formatMoment } from './format.ts';

/** Words of the settings about mail that travels by verified TLS. */
export const transportText = {
  resolver: 'Signed names',
  resolverWords:
    'With such a name server more mail counts as verified: some mail domains sign which server may take their mail (DANE), and only a name server that checks the signatures can tell. It runs on this computer or is reached over TLS. Without one, Postern does not look.',
  resolverUse: 'Name server',
  resolverNone: 'None',
  resolverOwn: 'This one',
  host: 'Name or address',
  hostHint: 'For instance 127.0.0.1, or dns.example.net.',
  port: 'Port',
  portHint: '53 on this computer, 853 elsewhere.',
  wrongHost: 'This is no name or address of a server.',
  wrongPort: 'A number from 1 to 65535.',
  check: 'Try it',
  checks: 'It answers and checks signatures.',
  doesNotCheck: 'It answers, but does not check signatures, so it would not help.',
  noAnswer: 'It does not answer there.',
  requireTls: 'Demand TLS all the way',
  requireTlsWords:
    'Every server on the way passes the message on by verified TLS or not at all; one that cannot promise it sends the message back. Your own mail server has to offer this (REQUIRETLS, RFC 8689).',
  requireTlsLabel: 'For mail by verified TLS',
  requireTlsChoices: {
    'when-offered': 'Where our server offers it',
    always: 'Always: wait until it does',
  },
  listed: 'Domains you vouch for',
  listedWords:
    'For domains that publish nothing, where you know by other means that mail reaches them by TLS. Mail to them is marked as listed by you, never as verified.',
  domain: 'Mail domain',
  domainHint: 'The part after the @, for instance lakesidelab.example.',
  domainWrong: 'This is no mail domain.',
  note: 'Why',
  noteHint: 'For instance: “Contract of March 3: their server takes mail from ours by TLS only.”',
  noteMissing: 'Please write why in a few words.',
  list: 'Vouch for this domain',
  unlist: 'Remove',
  unlistNamed: (domain: string) => `Remove ${domain}`,
  listedLine: (by: string, at: number) => `${by}, ${formatDate(at)}`,
  save: 'Save',
} as const;

/** "TLS, listed by Maria": somebody vouches for the way, and nothing proves it. */
export function listedTitle(by: string): string {
  return `TLS, listed by ${by}`;
}

/** "today, 9:42 AM", in the middle of a sentence. */
export function midMoment(at: number): string {
  const words = formatMoment(at);
  return /^(Today|Yesterday)/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}

/** One piece of evidence in the details of a message: what it is, and what was seen when. */
export function evidenceWords(evidence: TransportEvidence): { readonly title: string; readonly words: string } {
  switch (evidence.kind) {
    case 'requiretls':
      return {
        title: 'TLS all the way (REQUIRETLS)',
        words: `Offered by ${evidence.server}: it passes the message on by verified TLS or not at all.`,
      };
    case 'dane':
      return {
        title: `${evidence.domain} signs which server takes its mail (DANE)`,
        words: `${servers(evidence.hosts)}, signatures checked by ${evidence.resolver}, ${midMoment(evidence.checkedAt)}. ${honoured(evidence)}`,
      };
    case 'mta-sts':
      return {
        title: `${evidence.domain} demands TLS (MTA-STS)`,
        words: `Its policy ${evidence.policyId} (“enforce”) ${servers(evidence.hosts)}, seen ${midMoment(evidence.checkedAt)}. ${honoured(evidence)}`,
      };
    case 'listed':
      return {
        title: `Listed: ${evidence.domain}`,
        words: `By ${evidence.by}, ${formatDate(evidence.at)}: “${evidence.note}” Nothing was verified.`,
      };
  }
}

const servers = (hosts: readonly string[]): string => `for ${hosts.join(', ')}`;

function honoured({ provider, source, sourceDate }: Extract<TransportEvidence, { kind: 'dane' | 'mta-sts' }>): string {
  return `${provider} honours it (${source}, ${formatDay(sourceDate)}).`;
}
