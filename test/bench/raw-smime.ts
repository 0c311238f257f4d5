import { type BaseBlock, fromBER, ObjectIdentifier, OctetString, UTCTime } from 'asn1js';
import {
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  EnvelopedData,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import type { RawSetup, RawWork } from './raw-thread.ts';

const { subtle } = crypto;
const aes = { name: 'AES-CBC', length: 256 } as const;
const sha256 = 'SHA-256';

/** pkijs and WebCrypto alone, as pkijs' own examples do it: sign, then encrypt payload and signature to both certificates. */
export async function rawSmime(setup: Extract<RawSetup, { kind: 'smime' }>): Promise<RawWork<Uint8Array>> {
  const payload = bufferOf(setup.payload);
  const own = certificateOf(setup.certificate);
  const recipients = [own, ...setup.recipients.map(certificateOf)];
  const certificates = [own, ...setup.chain.map(certificateOf)];
  const sid = new IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber });
  const pkcs8 = bufferOf(Buffer.from(setup.privateKey.replace(/-----[^-]+-----|\s/g, ''), 'base64'));
  const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: sha256 };
  const signingKey = await subtle.importKey('pkcs8', pkcs8, rsa, false, ['sign']);
  const oaep = { name: 'RSA-OAEP', hash: sha256 };
  const decryptionKey = await subtle.importKey('pkcs8', pkcs8, oaep, false, ['decrypt']);

  async function sign(): Promise<ArrayBuffer> {
    const digest = await subtle.digest(sha256, payload);
    const signed = new SignedData({
      version: 1,
      encapContentInfo: new EncapsulatedContentInfo({ eContentType: ContentInfo.DATA }),
      signerInfos: [
        new SignerInfo({
          version: 1,
          sid,
          signedAttrs: new SignedAndUnsignedAttributes({
            type: 0,
            attributes: [
              attribute('1.2.840.113549.1.9.3', new ObjectIdentifier({ value: ContentInfo.DATA })),
              attribute('1.2.840.113549.1.9.5', new UTCTime({ valueDate: new Date() })),
              attribute('1.2.840.113549.1.9.4', new OctetString({ valueHex: digest })),
            ],
          }),
        }),
      ],
      certificates,
    });
    await signed.sign(signingKey, 0, sha256);
    return wrapUp(ContentInfo.SIGNED_DATA, signed.toSchema(true));
  }

  return {
    async write() {
      const signature = new Uint8Array(await sign());
      const both = new Uint8Array(payload.byteLength + signature.length);
      both.set(new Uint8Array(payload));
      both.set(signature, payload.byteLength);
      const enveloped = new EnvelopedData({ disableSplit: true });
      for (const certificate of recipients) {
        enveloped.addRecipientByCertificate(certificate, { oaepHashAlgorithm: sha256 });
      }
      await enveloped.encrypt(aes, both.buffer);
      return new Uint8Array(wrapUp(ContentInfo.ENVELOPED_DATA, enveloped.toSchema()));
    },
    async open(message) {
      const enveloped = new EnvelopedData({ schema: contentOf(bufferOf(message)) });
      const both = await enveloped.decrypt(0, { recipientCertificate: own, recipientPrivateKey: decryptionKey });
      const signed = new SignedData({ schema: contentOf(both.slice(payload.byteLength)) });
      if (!(await signed.verify({ signer: 0, data: both.slice(0, payload.byteLength) }))) throw new Error('not signed');
    },
  };
}

const attribute = (type: string, value: unknown) => new Attribute({ type, values: [value] });

function wrapUp(contentType: string, content: BaseBlock): ArrayBuffer {
  return new ContentInfo({ contentType, content }).toSchema().toBER();
}

function contentOf(bytes: ArrayBuffer): BaseBlock {
  return new ContentInfo({ schema: fromBER(bytes).result }).content;
}

const certificateOf = (bytes: Uint8Array): Certificate => new Certificate({ schema: fromBER(bufferOf(bytes)).result });

const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
