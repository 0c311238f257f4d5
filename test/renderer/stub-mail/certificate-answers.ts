import type { CertificateView, OwnCertificateView, RootView } from '../../../main/contract/certificates.ts';
import { type StubAnswers, type StubBridge, StubFailure } from '../stub-bridge/stub-bridge.ts';

const day = 86_400_000;

const facts = (name: string, address: string, digit: string) => ({
  fingerprint: digit.repeat(64),
  name,
  addresses: [address],
  issuer: 'County Trust Services',
  serial: '4c98',
  algorithm: 'RSA 3072',
  created: Date.now() - 100 * day,
  expires: Date.now() + 30 * day,
});

export const certificateOf = (address: string, more: Partial<CertificateView> = {}): CertificateView => ({
  ...facts('Ana Ruiz', address, 'a'),
  address,
  status: 'usable',
  trust: 'trusted',
  namesAddress: true,
  revocation: 'not-checked',
  revocationAt: null,
  source: 'mail',
  addedAt: Date.now() - 5 * day,
  comparedAt: null,
  comparedBy: null,
  ...more,
});

/** Certificates of the invented clinic: Ana has two, nobody else has any. The password of every file is "right". */
export function certificateAnswers(tell: StubBridge['tell']): StubAnswers {
  const ana = 'ana.ruiz@example.net';
  let own: OwnCertificateView[] = [];
  let roots: RootView[] = [];
  let kept: CertificateView[] = [
    certificateOf(ana),
    certificateOf(ana, { fingerprint: 'b'.repeat(64), status: 'expired', trust: 'expired', source: 'file' }),
  ];
  const changed = () => {
    tell('certificates.changed', { addresses: [] });
    return {};
  };
  return {
    'certificates.own': () => own,
    'certificates.importOwn': ({ password }) => {
      if (password !== 'right') throw new StubFailure('certificate-unreadable', { reason: 'wrong-password' });
      const view = facts('Elm Street Clinic', 'frontdesk@elmstreet.example', 'c');
      own = [
        {
          ...view,
          status: 'usable',
          trust: 'trusted',
          canSign: true,
          canEncrypt: true,
          namesAccount: true,
          inUse: true,
          addedAt: Date.now(),
        },
      ];
      changed();
      return own;
    },
    'certificates.removeOwn': () => {
      own = [];
      return changed();
    },
    'certificates.all': () => kept,
    'certificates.list': ({ addresses }) => kept.filter(({ address }) => addresses.includes(address)),
    'certificates.add': ({ address }) => {
      const added = certificateOf(address, { fingerprint: 'd'.repeat(64), trust: 'unknown-issuer', source: 'file' });
      kept = [...kept, added];
      changed();
      return added;
    },
    'certificates.keep': () => {
      throw new StubFailure('not-found');
    },
    'certificates.compare': ({ fingerprint }) => {
      kept = kept.map((each) =>
        each.fingerprint === fingerprint ? { ...each, comparedAt: Date.now(), comparedBy: 'Maria Delgado' } : each,
      );
      return changed();
    },
    'certificates.remove': ({ fingerprint }) => {
      kept = kept.filter((each) => each.fingerprint !== fingerprint);
      return changed();
    },
    'certificates.roots': () => roots,
    'certificates.addRoot': () => {
      roots = [{ ...facts('County clinics', '', 'e'), addresses: [], addedAt: Date.now(), addedBy: 'Maria Delgado' }];
      changed();
      return roots;
    },
    'certificates.removeRoot': () => {
      roots = [];
      return changed();
    },
  };
}
