import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toDer } from '../../support/mail-authority.ts';

const programs = { openssl: 'openssl' } as const;

/** An authority run by `openssl ca`, which withdraws one of its two certificates and answers for both. */
export function openssl(address: string) {
  const folder = mkdtempSync(join(tmpdir(), 'authority-'));
  const run = (...args: string[]) =>
    execFileSync(programs.openssl, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const put = (name: string, text: string | Uint8Array) => writeFileSync(join(folder, name), text);
  const get = (name: string) => readFileSync(join(folder, name));
  put('index.txt', '');
  put('serial', '1000\n');
  put('crlnumber', '01\n');
  put(
    'ca.cnf',
    [
      '[ca]',
      'default_ca=ours',
      '[ours]',
      'database=index.txt',
      'serial=serial',
      'crlnumber=crlnumber',
      'new_certs_dir=.',
      'certificate=root.pem',
      'private_key=root.key',
      'default_md=sha256',
      'default_days=90',
      'default_crl_days=7',
      'policy=any',
      'x509_extensions=leaf',
      '[any]',
      'commonName=supplied',
      '[leaf]',
      'basicConstraints=CA:FALSE',
      'keyUsage=digitalSignature,keyAgreement',
      'extendedKeyUsage=emailProtection',
      'subjectAltName=email:ana@mail.example',
      `crlDistributionPoints=URI:${address}/list`,
      `authorityInfoAccess=OCSP;URI:${address}/ocsp`,
      '[root]',
      'basicConstraints=critical,CA:TRUE',
      'keyUsage=critical,keyCertSign,cRLSign',
      'subjectKeyIdentifier=hash',
    ].join('\n'),
  );
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const config = ['-config', 'ca.cnf'];
  put('req.cnf', '[req]\ndistinguished_name=dn\n[dn]\n');
  put('root.cnf', `[req]\ndistinguished_name=dn\nx509_extensions=root\n[dn]\n${get('ca.cnf').toString()}`);
  const subject = ['-subj', '/CN=Withdrawing authority', '-keyout', 'root.key', '-out', 'root.pem'];
  run('req', '-x509', ...ec, '-config', 'root.cnf', '-days', '300', ...subject);
  const issue = (name: string): Uint8Array => {
    const request = ['-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`];
    run('req', '-new', ...ec, '-config', 'req.cnf', ...request);
    run('ca', ...config, '-batch', '-notext', '-in', `${name}.csr`, '-out', `${name}.pem`);
    return toDer(get(`${name}.pem`).toString());
  };
  const good = issue('good');
  const withdrawn = issue('withdrawn');
  run('ca', ...config, '-revoke', 'withdrawn.pem');
  return {
    good,
    withdrawn,
    root: toDer(get('root.pem').toString()),
    rootPem: get('root.pem').toString(),
    crl(): Buffer {
      run('ca', ...config, '-gencrl', '-out', 'list.pem');
      run('crl', '-in', 'list.pem', '-outform', 'DER', '-out', 'list.der');
      return get('list.der');
    },
    /** Says until when it stands, unless it should not. */
    answer(request: Uint8Array, hasEnd = true): Buffer {
      put('request.der', request);
      const signer = [
        '-CA',
        'root.pem',
        '-rsigner',
        'root.pem',
        '-rkey',
        'root.key',
        ...(hasEnd ? ['-ndays', '3'] : []),
      ];
      run('ocsp', '-index', 'index.txt', ...signer, '-reqin', 'request.der', '-respout', 'response.der');
      return get('response.der');
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
