import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findPageFile } from '../../main/shell/page-file.ts';

const folder = resolve('/program/out/renderer');

describe('the files that the window’s protocol serves', () => {
  test.each([
    ['app://postern/', 'index.html', 'text/html; charset=utf-8'],
    ['app://postern/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['app://postern/assets/index-a1.js?x#y', 'assets/index-a1.js', 'text/javascript; charset=utf-8'],
    ['app://postern/assets/a%20b.css', 'assets/a b.css', 'text/css; charset=utf-8'],
  ])('%s is %s', (address, name, contentType) => {
    expect(findPageFile(folder, address)).toEqual({ path: join(folder, name), contentType });
  });

  test.each(['app://postern/../../index.html', 'app://postern/%2e%2e/%2e%2e/index.html'])(
    'dots that taking the address apart removes stay inside: %s',
    (address) => expect(findPageFile(folder, address)?.path).toBe(join(folder, 'index.html')),
  );

  test.each([
    'app://postern/..%2f..%2fpackage.json',
    'app://postern/%2E%2E%5Cmain%5Cindex.html',
    'app://postern/assets/..%2f..%2fmain/index.html',
    'app://postern/%252e%252e/index.html',
    'app://postern/..\\..\\main\\index.html%00.js',
    'app://postern/a%00.html',
    'app://postern//etc/index.html',
    'app://postern/C:/index.html',
    'app://postern/index.html:stream.js',
    'app://postern/%ff.html',
    'app://postern/secret.cjs',
    'app://postern/index',
    'app://elsewhere/index.html',
    'app://postern.elsewhere/index.html',
    'app://postern:80/index.html',
    'app://user@postern/index.html',
    'http://postern/index.html',
    'file:///program/out/renderer/index.html',
    '',
  ])('%s is refused', (address) => {
    expect(findPageFile(folder, address)?.path ?? null).toBeNull();
  });
});
