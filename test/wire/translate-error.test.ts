import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../main/engine/base/errors.ts';
import { Secret } from '../../main/engine/base/secret.ts';
import type { ServerSettings } from '../../main/engine/wire/server-settings.ts';
import { serverText } from '../../main/engine/wire/server-text.ts';
import { translateError } from '../../main/engine/wire/translate-error.ts';

const settings: ServerSettings = { host: 'mail.test', port: 993, security: 'implicit' };
const foreign = (fields: object, message = 'foreign') => Object.assign(new Error(message), fields);
const outcome = (error: unknown) => {
  const { code, facts } = translateError(error, settings, null);
  const { reason } = facts;
  return reason === undefined ? code : `${code}: ${String(reason)}`;
};

describe('the translation of foreign errors', () => {
  it.each([
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'server-certificate: self-signed'],
    [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, 'server-certificate: expired'],
    [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID', tlsFailed: true }, 'server-certificate: wrong-name'],
    [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'server-certificate: unknown-issuer'],
    [{ code: 'ENETUNREACH' }, 'offline: unreachable'],
    [{ code: 'EDNS', originalCode: 'EAI_AGAIN' }, 'offline: unreachable'],
    [{ code: 'ECONNREFUSED' }, 'server-refused: connection'],
    [{ code: 'ETIMEDOUT' }, 'server-timeout'],
    [{ code: 'CONNECT_TIMEOUT' }, 'server-timeout'],
    [{ code: 'ECONNRESET' }, 'offline: connection-lost'],
    [{ code: 'NoConnection' }, 'offline: connection-lost'],
    [{ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'server-no-tls: no-tls-here'],
    [{ code: 'ERR_SSL_UNSUPPORTED_PROTOCOL' }, 'server-no-tls: too-old'],
    [{ code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' }, 'server-no-tls: too-old'],
    [{ tlsFailed: true }, 'server-no-tls: starttls-missing'],
    [{ code: 'STARTTLS_INJECTION', tlsFailed: true }, 'server-no-tls: injected'],
    [{ authenticationFailed: true, serverResponseCode: 'AUTHENTICATIONFAILED' }, 'sign-in-refused: refused'],
    [{ authenticationFailed: true, serverResponseCode: 'UNAVAILABLE' }, 'server-refused: busy'],
    [{ code: 'EAUTH', responseCode: 535, response: '535 5.7.8 no' }, 'sign-in-refused: refused'],
    [{ code: 'EAUTH', responseCode: 454, response: '454 later' }, 'server-refused: busy'],
    [{ code: 'LiteralTooLarge' }, 'server-protocol: LiteralTooLarge'],
    [{ code: 'strange code with spaces' }, 'server-protocol: unknown'],
  ])('%o is %s', (fields, expected) => {
    expect(outcome(foreign(fields))).toBe(expected);
  });

  it('takes anything that can be thrown', () => {
    for (const thrown of [null, undefined, 'text', 7, {}, { code: 5, message: {} }]) {
      expect(outcome(thrown)).toBe('server-protocol: unknown');
    }
  });

  it('leaves its own errors alone', () => {
    const own = new EngineError('state-changed', { what: 'x' });
    expect(translateError(own, settings, null)).toBe(own);
  });

  it('keeps nothing of the foreign error', () => {
    const error = foreign({ code: 'X', executedCommand: 'a LOGIN me hunter22', response: 'hunter22' }, 'hunter22');
    expect(inspect(translateError(error, settings, null), { depth: 9, showHidden: true })).not.toContain('hunter22');
  });
});

describe('the words of a server', () => {
  const login = (password: string) => ({ user: 'desk@clinic.test', password: new Secret(password) });

  it('lose control characters, line ends, directions and length', () => {
    expect(serverText('535 no\r\n535 \x1b[31mred\u202e\0', null)).toBe('535 no 535 [31mred');
    expect(serverText('x'.repeat(5_000), null).length).toBe(301);
  });

  it('lose the password, however it is written', () => {
    const password = 'pässword-1';
    const encode = (text: string) => Buffer.from(text).toString('base64');
    for (const form of [
      password,
      encode(password),
      encode(`\0desk@clinic.test\0${password}`),
      encode(`someone else entirely\0${password}`),
      Buffer.from(password).toString('latin1'),
      password.toUpperCase(),
    ]) {
      const shown = serverText(`535 what is <${form}>?`, login(password));
      expect(shown).not.toContain(form);
      expect(shown).not.toMatch(/ssword-1/i);
    }
  });

  it('stay as they are otherwise', () => {
    expect(serverText('535 5.7.8 Error: authentication failed', login('xY'))).toBe(
      '535 5.7.8 Error: authentication failed',
    );
    expect(serverText('535 no', login(''))).toBe('535 no');
  });
});
