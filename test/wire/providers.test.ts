import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { guessSettings, openProviders } from '../../main/engine/wire/providers.ts';

const text = readFileSync(new URL('../../resources/providers.json', import.meta.url), 'utf8');
const { findProvider, findSender } = openProviders(text);

describe('the list of providers', () => {
  it('knows a provider by the domain of the address, in any case', () => {
    expect(findProvider('Jo@GMail.com')).toMatchObject({ id: 'google', signIn: 'oauth', filesSentCopies: true });
    expect(findProvider('jo@icloud.com')).toMatchObject({
      signIn: 'app-password',
      smtp: { host: 'smtp.mail.me.com', port: 587, security: 'starttls' },
    });
  });

  it('knows the provider of a practice with a domain of its own by where its mail goes', () => {
    expect(findProvider('desk@elmstreet.example', ['aspmx.l.google.com.'])?.id).toBe('google');
    expect(findProvider('desk@elmstreet.example', ['elmstreet-example.mail.protection.outlook.com'])?.id).toBe(
      'microsoft-365',
    );
    expect(findProvider('desk@elmstreet.example', ['mx1.emailsrvr.com'])?.id).toBe('rackspace');
  });

  it('tells Outlook.com from Microsoft 365 although their exchangers end alike', () => {
    expect(findProvider('x@unlisted.example', ['x.olc.protection.outlook.com'])?.id).toBe('outlook-com');
  });

  it('is not fooled by a domain that only ends in the same letters', () => {
    expect(findProvider('a@notgmail.com')).toBeNull();
    expect(findProvider('a@x.example', ['evilgoogle.com'])).toBeNull();
  });

  it('says for Microsoft and Google that they need a sign-in in the browser', () => {
    expect(['a@gmail.com', 'a@outlook.com'].map((address) => findProvider(address)?.signIn)).toEqual([
      'oauth',
      'oauth',
    ]);
    expect(findProvider('a@b.example', ['b-example.mail.protection.outlook.com'])?.signIn).toBe('oauth');
  });

  it('holds no server without TLS and no provider or domain twice', () => {
    const list: {
      id: string;
      domains: string[];
      imap: { port: number; security: string };
      smtp: { port: number; security: string };
    }[] = JSON.parse(text);
    expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    const domains = list.flatMap((provider) => provider.domains);
    expect(new Set(domains).size).toBe(domains.length);
    expect(list.every(({ imap }) => imap.port === 993 && imap.security === 'implicit')).toBe(true);
    expect(list.every(({ smtp }) => smtp.security === (smtp.port === 465 ? 'implicit' : 'starttls'))).toBe(true);
  });

  it('says who honours MTA-STS and DANE when sending, each with a source and its day, and of nobody else', () => {
    const list: { id: string; honours?: Record<string, { source: string; date: string }> }[] = JSON.parse(text);
    const honours = list.flatMap(({ id, honours: kinds }) => (kinds ? [[id, Object.keys(kinds).join(' ')]] : []));
    expect(honours).toEqual([
      ['google', 'mtaSts'],
      ['microsoft-365', 'mtaSts dane'],
      ['mailbox-org', 'dane'],
      ['posteo', 'dane'],
    ]);
    for (const { source, date } of list.flatMap((each) => Object.values(each.honours ?? {}))) {
      expect(source).toMatch(/^https:/);
      expect(Number.isNaN(Date.parse(date))).toBe(false);
    }
  });

  it('knows who sends by the submission server, and nobody where the address is another provider’s', () => {
    expect(findSender('desk@elmstreet.example', 'smtp.office365.com')?.id).toBe('microsoft-365');
    expect(findSender('desk@elmstreet.example', 'SMTP.gmail.com')?.id).toBe('google');
    expect(findSender('desk@elmstreet.example', 'smtp.elmstreet.example')).toBeNull();
    // Outlook.com and Microsoft 365 share servers, and what is said of one is not said of the other.
    expect(findSender('jo@outlook.com', 'smtp.office365.com')).toBeNull();
    expect(findSender('jo@gmail.com', 'smtp.office365.com')).toBeNull();
  });

  it('refuses a list with a server in clear text', () => {
    expect(() => openProviders(text.replace('"implicit"', '"none"'))).toThrow();
  });
});

it('guesses the usual names for an unknown domain, TLS from the first byte first', () => {
  expect(guessSettings(' Elmstreet.Example ')).toEqual({
    imap: { host: 'imap.elmstreet.example', port: 993, security: 'implicit' },
    smtp: [
      { host: 'smtp.elmstreet.example', port: 465, security: 'implicit' },
      { host: 'smtp.elmstreet.example', port: 587, security: 'starttls' },
    ],
  });
});
