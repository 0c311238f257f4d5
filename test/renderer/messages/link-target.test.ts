import { describe, expect, it } from 'vitest';
import { linkTarget } from '../../../renderer/features/messages/link-target.ts';

describe('where a link goes', () => {
  it('is the host of the address, not the name before the @', () => {
    expect(linkTarget({ url: 'https://bank.example@evil.example/login', text: 'Log in' })).toMatchObject({
      host: 'evil.example',
    });
  });

  it('stays in punycode and is marked where letters can look like others', () => {
    expect(linkTarget({ url: 'https://аpple.example/', text: 'x' })).toMatchObject({
      host: 'xn--pple-43d.example',
      lookAlike: true,
    });
  });

  it('is said when the link’s own words name another host', () => {
    expect(linkTarget({ url: 'https://evil.example/', text: 'www.bank.example' })).toMatchObject({
      shownHost: 'www.bank.example',
    });
    expect(linkTarget({ url: 'https://www.bank.example/a', text: 'bank.example' })).toMatchObject({ shownHost: null });
    expect(linkTarget({ url: 'https://evil.example/', text: 'See the offer' })).toMatchObject({ shownHost: null });
  });

  it('is opened over HTTPS only', () => {
    expect(linkTarget({ url: 'http://example.org/a', text: 'a' })).toMatchObject({
      url: 'https://example.org/a',
      upgraded: true,
    });
  });

  it('is an address alone for mail: no subject, no copy, no file', () => {
    expect(
      linkTarget({ url: 'mailto:ana%40example.net,b@c.example?bcc=spy@d.example&attach=/etc/passwd', text: '' }),
    ).toEqual({
      kind: 'mail',
      address: 'ana@example.net',
    });
  });
});
