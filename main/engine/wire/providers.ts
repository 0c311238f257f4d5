import { z } from 'zod';
import type { ServerSettings } from './server-settings.ts';

const serverSchema = z.strictObject({
  host: z.string().regex(/^[a-z0-9.-]+$/),
  port: z.int().min(1).max(65_535),
  security: z.enum(['implicit', 'starttls']),
});

/** Who says so, and on which day; where the source has no date, the day somebody read it. */
const sourceSchema = z.strictObject({
  source: z.url({ protocol: /^https$/ }),
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
});

const providerSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1),
  /** Domains of its own addresses. */
  domains: z.array(z.string()),
  /** How the names of its mail exchangers end, for practices with a domain of their own. */
  mx: z.array(z.string()),
  imap: serverSchema,
  smtp: serverSchema,
  signIn: z.enum(['password', 'app-password', 'oauth']),
  /** True when it is known to file sent mail by itself. Where false, look for the Message-ID in Sent before adding a copy. */
  filesSentCopies: z.boolean(),
  /** What its servers are known to honour when they send: MTA-STS (RFC 8461), DANE (RFC 7672). Absent: nobody knows. */
  honours: z.strictObject({ mtaSts: sourceSchema.optional(), dane: sourceSchema.optional() }).optional(),
  /** Where it explains how to get an app password. */
  help: z.url({ protocol: /^https$/ }).optional(),
});

/**
 * A mail provider's servers, and how it lets programs in: the account's own password, one made for this program, or a sign-in in
 * the browser (OAuth), which Postern does not have yet.
 */
export type Provider = z.infer<typeof providerSchema>;

export type ProviderDirectory = {
  /** By the address's domain, else by where its mail goes; null when neither is known. */
  readonly findProvider: (address: string, mxHosts?: readonly string[]) => Provider | null;
  /** By the server an account is set to, which needs no network; null when it is nobody's we know. */
  readonly findByServer: (imapHost: string) => Provider | null;
  /**
   * Whose servers send for this address by that submission server. Null when it is nobody's we know, or when the address
   * belongs to another provider than the server: then nobody can say how it goes on.
   */
  readonly findSender: (address: string, smtpHost: string) => Provider | null;
};

/** Reads lists as in `resources/providers.json`; throws a zod error when one is not. */
export function openProviders(...lists: readonly string[]): ProviderDirectory {
  const providers = lists.flatMap((text) => z.array(providerSchema).parse(JSON.parse(text)));
  return {
    findProvider: (address, mxHosts = []) => {
      const domain = domainOf(address);
      const own = providers.find((provider) => provider.domains.includes(domain));
      return own ?? findByExchanger(providers, mxHosts);
    },
    findByServer: (imapHost) => providers.find((provider) => provider.imap.host === imapHost.toLowerCase()) ?? null,
    findSender: (address, smtpHost) => {
      const sender = providers.find((provider) => provider.smtp.host === smtpHost.toLowerCase()) ?? null;
      const domain = domainOf(address);
      const owner = providers.find((provider) => provider.domains.includes(domain));
      return owner === undefined || owner === sender ? sender : null;
    },
  };
}

/** What a provider nobody listed most likely uses; the check before saving tells whether it was right. */
export function guessSettings(domain: string): {
  readonly imap: ServerSettings;
  /** In the order to try them (RFC 8314, 3.3 prefers implicit TLS). */
  readonly smtp: readonly [ServerSettings, ServerSettings];
} {
  const name = domain.trim().toLowerCase();
  return {
    imap: { host: `imap.${name}`, port: 993, security: 'implicit' },
    smtp: [
      { host: `smtp.${name}`, port: 465, security: 'implicit' },
      { host: `smtp.${name}`, port: 587, security: 'starttls' },
    ],
  };
}

/** The longest ending wins: Outlook.com's exchangers also end like those of Microsoft 365. */
function findByExchanger(providers: readonly Provider[], mxHosts: readonly string[]): Provider | null {
  const hosts = mxHosts.map((host) => host.toLowerCase().replace(/\.$/, ''));
  const matches = providers.flatMap((provider) =>
    provider.mx
      .filter((ending) => hosts.some((host) => host === ending || host.endsWith(`.${ending}`)))
      .map((ending) => ({ provider, length: ending.length })),
  );
  matches.sort((a, b) => b.length - a.length);
  return matches[0]?.provider ?? null;
}

const domainOf = (address: string): string =>
  address
    .slice(address.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase();
