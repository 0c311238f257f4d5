import { z } from 'zod';
import { command, nothing, query } from './conversation.ts';
import { emailAddress, mediumText, shortText, time } from './fields.ts';

/** A mail domain as DNS has it: ASCII, lower case, no dot at its end. */
export const mailDomain = z
  .string()
  .max(253)
  .regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/);

/**
 * A resolver that checks DNSSEC, named by the owner: its word that an answer is authentic counts. On this computer (a
 * loopback address) it is asked in plain DNS; anywhere else only over TLS (RFC 7858), since anybody on the way could lie.
 */
export const dnsResolver = z.strictObject({
  host: z
    .string()
    .max(253)
    .regex(/^[A-Za-z0-9.:-]+$/),
  port: z.number().int().min(1).max(65_535),
});
export type DnsResolver = z.infer<typeof dnsResolver>;

/** When REQUIRETLS (RFC 8689) goes with a message of the mode `tls`; `always` lets it wait where the server lacks it. */
export const requireTlsWish = z.enum(['when-offered', 'always']);
export type RequireTlsWish = z.infer<typeof requireTlsWish>;

/** Why a published policy is not believed. */
export const policyFault = z.enum([
  'record',
  'redirect',
  'status',
  'certificate',
  'unreachable',
  'time-out',
  'too-large',
  'not-text',
  'syntax',
  'no-host-matches',
]);
export type PolicyFault = z.infer<typeof policyFault>;

/** What a domain says by MTA-STS (RFC 8461). `unknown`: nobody could ask. */
export const mtaStsAnswer = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('unknown') }),
  z.strictObject({ state: z.literal('absent'), checkedAt: time }),
  z.strictObject({ state: z.literal('unusable'), checkedAt: time, fault: policyFault }),
  z.strictObject({
    state: z.enum(['enforce', 'testing', 'none']),
    policyId: z.string(),
    /** When the record was last seen, and when its policy was fetched. */
    checkedAt: time,
    fetchedAt: time,
    /** Seconds the policy may be kept. */
    maxAge: z.number().int(),
    patterns: z.array(z.string()),
    /** The domain's mail servers that the policy names. */
    hosts: z.array(z.string()),
  }),
]);
export type MtaStsAnswer = z.infer<typeof mtaStsAnswer>;

/** What a domain says by DANE (RFC 7672). `not-asked`: there is no resolver whose word on DNSSEC counts. */
export const daneAnswer = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('unknown') }),
  z.strictObject({ state: z.literal('not-asked') }),
  z.strictObject({
    state: z.literal('absent'),
    checkedAt: time,
    lacks: z.enum(['signed-mail-servers', 'record', 'usable-record', 'every-host']),
  }),
  /** The resolver refuses the answer: its signatures do not hold. */
  z.strictObject({ state: z.literal('bogus'), checkedAt: time }),
  z.strictObject({
    state: z.literal('secure'),
    checkedAt: time,
    validUntil: time,
    hosts: z.array(z.string()),
    resolver: z.string(),
  }),
]);
export type DaneAnswer = z.infer<typeof daneAnswer>;

export const transportAnswer = z.strictObject({ domain: mailDomain, mtaSts: mtaStsAnswer, dane: daneAnswer });
export type TransportAnswer = z.infer<typeof transportAnswer>;

const honoured = {
  domain: z.string(),
  hosts: z.array(z.string()),
  checkedAt: time,
  validUntil: time,
  /** Our provider, and where and when it was found that it honours this. */
  provider: z.string(),
  source: z.string(),
  sourceDate: z.string(),
};

/** One piece of evidence that a message rests on; kept with it. */
export const transportEvidence = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('requiretls'), server: z.string() }),
  z.strictObject({ kind: z.literal('dane'), ...honoured, resolver: z.string() }),
  z.strictObject({ kind: z.literal('mta-sts'), ...honoured, policyId: z.string() }),
  /** Nothing was proven: somebody vouches for the domain. */
  z.strictObject({ kind: z.literal('listed'), domain: z.string(), by: z.string(), at: time, note: z.string() }),
]);
export type TransportEvidence = z.infer<typeof transportEvidence>;

/** A domain that the owner vouches for. */
export const listedDomain = z.strictObject({ domain: z.string(), note: z.string(), by: z.string(), at: time });
export type ListedDomain = z.infer<typeof listedDomain>;

/** `checks`: it said of the root zone, which is signed, that the answer is authentic. */
export const resolverCheck = z.strictObject({ result: z.enum(['checks', 'does-not-check', 'no-answer']) });

export const transport = {
  /** Looks up what the domains of these addresses publish, unless that was done a moment ago; `threads.changed` follows. */
  lookUp: command(z.strictObject({ addresses: z.array(emailAddress).max(100) }), nothing),
  checkResolver: command(dnsResolver, resolverCheck),
  listed: query(nothing, z.array(listedDomain)),
  /** Vouches for a domain, with the reason. It never shows as verified. */
  listDomain: command(z.strictObject({ domain: shortText.min(1), note: mediumText.min(1) }), nothing),
  unlistDomain: command(z.strictObject({ domain: mailDomain }), nothing),
};

export const transportEvents = { 'transport.listed-changed': nothing };
