import { createHash } from 'node:crypto';
import { OctetString, Set as SetOf } from 'asn1js';
import { ContentInfo, EncapsulatedContentInfo, SignedData } from 'pkijs';
import { parseBer } from '../../../main/engine/protection/smime-structure.ts';
import type { MailIdentity } from '../../support/mail-authority.ts';

export const fingerprintOf = ({ certificate }: MailIdentity): string =>
  createHash('sha256').update(certificate).digest('hex');

function change(cms: Uint8Array, edit: (signed: SignedData) => void): Uint8Array {
  const info = new ContentInfo({ schema: parseBer(cms) });
  const signed = new SignedData({ schema: info.content });
  edit(signed);
  const content = new ContentInfo({ contentType: info.contentType, content: signed.toSchema(true) });
  return new Uint8Array(content.toSchema().toBER());
}

/** The message without those who signed it. */
export const withoutSigners = (cms: Uint8Array): Uint8Array =>
  change(cms, (signed) => {
    signed.signerInfos = [];
  });

/** What the signature was really made over, the attributes, as content, and the attributes left out (RFC 5652, 5.4). */
export const attributesAsContent = (cms: Uint8Array): Uint8Array =>
  change(cms, (signed) => {
    const [signer] = signed.signerInfos;
    const attributes = signer?.signedAttrs;
    if (signer === undefined || attributes === undefined) throw new Error('no attributes');
    const { eContentType } = signed.encapContentInfo;
    const content = new SetOf({ value: attributes.attributes.map((attribute) => attribute.toSchema()) }).toBER();
    delete signer.signedAttrs;
    signed.encapContentInfo = new EncapsulatedContentInfo({ eContentType });
    signed.encapContentInfo.eContent = new OctetString({ valueHex: content });
  });
