import { webcrypto } from 'node:crypto';

type ImportKey = (...args: Parameters<typeof webcrypto.subtle.importKey>) => Promise<webcrypto.CryptoKey>;

/**
 * BoringSSL, which Electron brings, has no AES key wrap (RFC 3394). A runtime that lists AES-KW all the same and fails when it
 * is used leaves openpgp without a way on: its own AES-KW steps in for "not supported" only. So the answer is given right here,
 * at the import of the key, after one try.
 */
function answerForKeyWrap(subtle: webcrypto.SubtleCrypto): void {
  const importKey: ImportKey = subtle.importKey.bind(subtle);
  let works: Promise<boolean> | null = null;
  const tryKeyWrap = async (): Promise<boolean> => {
    try {
      const wrapping = await importKey('raw', new Uint8Array(16), 'AES-KW', false, ['wrapKey']);
      const hmac = { name: 'HMAC', hash: 'SHA-256' };
      const wrapped = await importKey('raw', new Uint8Array(16), hmac, true, ['sign']);
      await subtle.wrapKey('raw', wrapped, wrapping, 'AES-KW');
      return true;
    } catch {
      return false;
    }
  };
  const honestly: ImportKey = async (...args) => {
    const algorithm = args[2];
    const name = typeof algorithm === 'string' ? algorithm : algorithm.name;
    if (name === 'AES-KW') {
      works ??= tryKeyWrap();
      if (!(await works)) throw new DOMException('AES-KW', 'NotSupportedError');
    }
    return importKey(...args);
  };
  Object.defineProperty(subtle, 'importKey', { value: honestly, configurable: true });
}

answerForKeyWrap(webcrypto.subtle);
