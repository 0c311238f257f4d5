import { fileUnreadable } from './practice-certificate.ts';
import { parseCertificate } from './smime-certificate.ts';
import { readContentInfo } from './smime-structure.ts';
import { certificatesIn } from './smime-verify.ts';

const largestFile = 2_000_000;
const pemBlock = /-----BEGIN (CERTIFICATE|PKCS7|CMS|TRUSTED CERTIFICATE)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g;

/**
 * The certificates in a file as people get them (.cer, .crt, .pem, .p7b): one in DER, several in PEM, or a bag of CMS; each
 * in DER. Throws `certificate-unreadable`: `no-certificate` where there is none, `malformed` where one is no certificate.
 */
export function readCertificateFile(file: Uint8Array): readonly Uint8Array[] {
  if (file.length > largestFile) throw fileUnreadable('too-large');
  const text = Buffer.from(file).toString('latin1');
  const blocks = text.includes('-----BEGIN') ? [...text.matchAll(pemBlock)] : null;
  const parts =
    blocks === null
      ? [file]
      : blocks
          .slice(0, 60)
          .map(([, , base64 = '']) => new Uint8Array(Buffer.from(base64.replace(/\s/g, ''), 'base64')));
  if (parts.length === 0) throw fileUnreadable('no-certificate');
  const found = parts.flatMap(certificatesOf);
  if (found.length === 0) throw fileUnreadable('no-certificate');
  return found;
}

function certificatesOf(bytes: Uint8Array): readonly Uint8Array[] {
  try {
    return [new Uint8Array(parseCertificate(bytes).native.raw)];
  } catch {
    // No certificate; perhaps a bag of them.
  }
  try {
    return certificatesIn(readContentInfo(bytes));
  } catch (error) {
    throw fileUnreadable('malformed', error);
  }
}
