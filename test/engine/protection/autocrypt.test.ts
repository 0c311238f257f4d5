import { describe, expect, it } from 'vitest';
import { autocryptHeader, readAutocrypt } from '../../../main/engine/protection/autocrypt.ts';

const key = new Uint8Array(300).map((_, at) => at % 251);
const header = autocryptHeader('ana@mail.example', key);

describe('Autocrypt', () => {
  it('reads the key it wrote, folded or not', () => {
    expect(readAutocrypt([header], 'Ana@Mail.example')).toEqual(key);
    expect(readAutocrypt([header.replaceAll(' ', '\r\n\t')], 'ana@mail.example')).toEqual(key);
    expect(header.split(' ').every((piece) => piece.length < 100)).toBe(true);
  });

  it.each<[string, readonly string[]]>([
    ['no header', []],
    ['another address', [autocryptHeader('eve@mail.example', key)]],
    ['two valid headers', [header, header]],
    ['an unknown critical attribute', [`${header}; x=1`]],
    ['an attribute twice', [`addr=ana@mail.example; ${header}`]],
    ['no key', ['addr=ana@mail.example; keydata=']],
    ['a key that is no base64', ['addr=ana@mail.example; keydata=<script>']],
    ['rubbish', ['hello']],
  ])('gives no key for %s', (_, headers) => {
    expect(readAutocrypt(headers, 'ana@mail.example')).toBeNull();
  });

  it('keeps to the one header that is for the sender, and passes over optional attributes', () => {
    expect(readAutocrypt([autocryptHeader('eve@mail.example', key), header], 'ana@mail.example')).toEqual(key);
    expect(readAutocrypt([`_private=1; ${header}`], 'ana@mail.example')).toEqual(key);
  });
});
