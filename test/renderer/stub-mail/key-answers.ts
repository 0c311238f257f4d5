import type { KeyOffer, KeyView, OwnKeyView } from '../../../main/contract/keys.ts';
import type { StubAnswers } from '../stub-bridge/stub-bridge.ts';

const day = 24 * 3_600_000;
const ours = '3D33BE8B58C5A6F9D041855818ADD6B0349A6FD7'.toLowerCase();

/** Keys of the invented clinic: its own, nearly at its end, and one that the net offers. */
export function keyAnswers(tell: () => void): StubAnswers {
  let expires = Date.now() + 20 * day;
  const own = (): OwnKeyView => ({
    fingerprint: ours,
    userIds: ['Elm Street Clinic <frontdesk@elmstreet.example>'],
    addresses: ['frontdesk@elmstreet.example'],
    algorithm: 'Ed25519',
    created: Date.now() - 1_000 * day,
    expires,
    status: 'usable',
    present: true,
  });
  const old: OwnKeyView = { ...own(), fingerprint: `b1${ours.slice(2)}`, algorithm: 'RSA 2048', present: false };
  const offer = (address: string): KeyOffer => ({
    fingerprint: '8f2c91d40b6e77a35d10c4e92b7f6a1890dd3e41',
    userIds: [`Somebody <${address}>`],
    addresses: [address],
    algorithm: 'Ed25519',
    created: Date.now() - 40 * day,
    expires: Date.now() + 600 * day,
    status: 'usable',
    key: new Uint8Array([1, 2, 3]),
    keptFor: [],
    rivals: [{ address, compared: true }],
  });
  const kept: KeyView[] = [];
  return {
    'keys.own': () => [own(), old],
    'keys.ownText': () => ({ text: '-----BEGIN PGP PUBLIC KEY BLOCK-----' }),
    'keys.renewOwn': () => {
      expires = Date.now() + 3 * 365 * day;
      tell();
      return own();
    },
    'keys.exportOwn': () => ({ savedAs: 'Elm Street Clinic public key.asc' }),
    'keys.importOwn': () => own(),
    'keys.list': () => [...kept],
    'keys.read': () => [offer('okafor@lakesidelab.example')],
    'keys.inAttachment': () => [offer('okafor@lakesidelab.example')],
    'keys.lookUp': ({ address, at }) => (at === 'wkd' ? [offer(address)] : []),
    'keys.keep': ({ address, source }) => {
      const { key: _key, keptFor: _keptFor, rivals: _rivals, userIds: _userIds, ...facts } = offer(address);
      const view: KeyView = { ...facts, address, source, addedAt: Date.now(), comparedAt: null, comparedBy: null };
      kept.push(view);
      tell();
      return view;
    },
    'messages.inside': () => ({
      kind: 'message',
      signature: null,
      from: [{ name: 'Lab', address: 'lab@lakesidelab.example' }],
      to: [{ name: '', address: 'frontdesk@elmstreet.example' }],
      subject: 'Corrected values',
      date: Date.now() - 2 * day,
      text: 'The corrected values are below.',
      html: null,
      blocks: 0,
      files: [{ name: 'values.pdf', contentType: 'application/pdf', size: 12_000, holds: null }],
    }),
    'messages.saveInside': () => ({ savedAs: 'values.pdf' }),
  };
}
