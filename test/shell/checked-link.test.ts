import { describe, expect, test } from 'vitest';
import { checkedLink } from '../../main/shell/checked-link.ts';

describe('what the person’s own programs may open', () => {
  test.each([
    ['https://example.org/', 'https://example.org/'],
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    ['HTTPS://EXAMPLE.org', 'https://example.org/'],
    ['https://exämple.org/', 'https://xn--exmple-cua.org/'],
    ['mailto:ana@example.org', 'mailto:ana@example.org'],
    ['mailto:ana@example.org?subject=Your%20visit', 'mailto:ana@example.org?subject=Your%20visit'],
  ])('%s is opened', (given, opened) => expect(checkedLink(given)).toBe(opened));

  test.each([
    'http://example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://host/share',
    'ms-msdt:/id',
    'vbscript:x',
    'app://postern/index.html',
    'https://user:password@example.org/',
    'https://user@example.org/',
    'https://',
    'not an address',
    '',
    '--help',
    '/bin/sh',
    'mailto:',
    'mailto:ana@example.org?attach=/etc/passwd',
    'mailto:ana@example.org?ATTACHMENT=/etc/passwd',
    'mailto:ana@example.org?subject=a&attach=/etc/passwd',
    'mailto:ana@example.org?bcc=eve@example.org',
    'mailto:ana@example.org?body=hello',
    'mailto:ana@example.org?cc=eve@example.org',
    'mailto:ana@example.org,eve@example.org',
    'mailto:ana@example.org?subject=a%0D%0ABcc:%20eve@example.org',
    'mailto:ana%0Abcc:eve@example.org',
    `https://example.org/${'a'.repeat(3_000)}`,
  ])('%s is not', (given) => expect(checkedLink(given)).toBeNull());
});
