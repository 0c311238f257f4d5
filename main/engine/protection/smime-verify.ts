import { type BaseBlock, ObjectIdentifier } from 'asn1js';
import { Certificate, type ContentInfo, SignedData, SignerInfo } from 'pkijs';
import { clockTolerance } from './openpgp-settings.ts';
import type { SignatureFacts } from './signature.ts';
import { contentTypes } from './smime-algorithms.ts';
import {
  type CertificateFacts,
  isWeak,
  type ParsedCertificate,
  parseCertificate,
  parseKnownCertificate,
  readCertificate,
  usagesOf,
} from './smime-certificate.ts';
import { type ChainProblem, type ChainVerdict, judgeChain } from './smime-chain.ts';
import { checkSignature, findSigner, howSigned } from './smime-signature.ts';
import { derOf, octetsOf, partsOf, readContentInfo } from './smime-structure.ts';
import { unreadable } from './unreadable.ts';

/** A certificate kept for addresses, with the authorities that came with it. */
export type SmimeCandidate = {
  readonly fingerprint: string;
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  readonly addresses: readonly string[];
  /** A person compared its fingerprint. */
  readonly compared: boolean;
};

/** Who made a signature and who vouches for them. `trusted`: an authority of this computer or of the owner's. */
export type SmimeSigner = {
  /** The signature is over exactly these bytes. */
  readonly intact: boolean;
  readonly certificate: CertificateFacts;
  /** Authorities between it and the root, as far as the message brought them. */
  readonly chain: readonly Uint8Array[];
  readonly trust: 'trusted' | 'kept' | ChainProblem;
  /** The addresses the signer may speak for. */
  readonly addresses: readonly string[];
  readonly compared: boolean;
  readonly capabilities: readonly string[];
};

export type SmimeSignature = {
  readonly facts: SignatureFacts;
  /** The bytes are those that somebody signed, whoever it was. */
  readonly intact: boolean;
  readonly signer: SmimeSigner | null;
};

export const noSmimeSignature: SmimeSignature = {
  facts: { status: 'none', fingerprint: null, signedAt: null },
  intact: false,
  signer: null,
};

const brokenSignature: SmimeSignature = {
  facts: { status: 'invalid', fingerprint: null, signedAt: null },
  intact: false,
  signer: null,
};

type Trust = {
  readonly candidates: readonly SmimeCandidate[];
  readonly ownRoots: readonly Uint8Array[];
  readonly now: number;
};

/** Signers looked at in one message. */
const mostSigners = 4;
const mostCertificates = 30;
/** What is wrong with a certificate itself makes its signature count for nothing; an unknown issuer only leaves it open. */
const invalidating: ReadonlySet<ChainProblem> = new Set(['expired', 'not-yet-valid', 'wrong-usage', 'weak']);

/** Verifies a detached signature (RFC 8551, 3.5.3) over exact bytes. What is no signature at all is `invalid`. */
export async function verifySmime(
  options: { readonly signed: Uint8Array; readonly signature: Uint8Array } & Trust,
): Promise<SmimeSignature> {
  try {
    const signedData = readSignedData(readContentInfo(options.signature));
    // With content of its own it would be open which of the two was signed.
    if (signedData.encapContentInfo.eContent !== undefined) return brokenSignature;
    return await judge(signedData, options.signed, options);
  } catch {
    return brokenSignature;
  }
}

/**
 * True where a detached signature over exactly these bytes was made with this certificate's key, and the certificate was good
 * for it then. Who vouches for the certificate is not asked: for the last check of what we signed ourselves.
 */
export function isSignedBy(options: {
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array;
  readonly now: number;
}): boolean {
  const { contentType, content } = readContentInfo(options.signature);
  // RFC 5652, 5.1: version, hashes, what is signed (a type alone where it stands apart), certificates, signatures.
  const parts = partsOf(content as BaseBlock);
  const [type, ownContent] = parts.slice(2, 3).flatMap(partsOf);
  const isData = type instanceof ObjectIdentifier && type.valueBlock.toString() === contentTypes.data;
  if (contentType !== contentTypes.signed || !isData || ownContent !== undefined) return false;
  const [schema, another] = parts.slice(-1).flatMap(partsOf);
  if (schema === undefined || another !== undefined) return false;
  const info = new SignerInfo({ schema });
  const signer = findSigner(info, [parseKnownCertificate(options.certificate)]);
  if (signer === null) return false;
  const { intact, signedAt } = checkSignature(info, signer, options.signed);
  return intact && wasGood(signer, signedAt ?? options.now, options.now);
}

/** Whether a certificate could sign when it is said to have done so. */
function wasGood(signer: ParsedCertificate, signedAt: number, now: number): boolean {
  const at = Math.min(signedAt, now);
  const { notBefore, notAfter } = signer.fields;
  const isCurrent = notBefore.value.getTime() <= at && at <= notAfter.value.getTime();
  return signedAt <= now + clockTolerance && isCurrent && usagesOf(signer).canSign && !isWeak(signer);
}

/**
 * The content of an opaque signed message (RFC 8551, 3.5.2) with what its signature is worth; null for a bag of
 * certificates that signs nothing. Throws `message-unreadable`.
 */
export async function openSmimeSigned(
  options: { readonly message: ContentInfo } & Trust,
): Promise<{ readonly payload: Uint8Array; readonly signature: SmimeSignature } | null> {
  let signedData: SignedData;
  try {
    signedData = readSignedData(options.message);
  } catch (error) {
    throw unreadable('damaged', error);
  }
  const payload = octetsOf(signedData.encapContentInfo.eContent);
  if (signedData.signerInfos.length === 0 && payload === null) return null;
  if (payload === null) throw unreadable('damaged');
  const signature = await judge(signedData, payload, options).catch(() => brokenSignature);
  return { payload: new Uint8Array(payload), signature };
}

/** The certificates in a bag or a signature (RFC 8551, 3.8), each in DER. */
export function certificatesIn(message: ContentInfo): readonly Uint8Array[] {
  return (
    readSignedData(message)
      .certificates?.slice(0, mostCertificates)
      .flatMap((each) => (each instanceof Certificate ? [new Uint8Array(derOf(each))] : [])) ?? []
  );
}

function readSignedData(message: ContentInfo): SignedData {
  if (message.contentType !== contentTypes.signed) throw new Error('not signed data');
  return new SignedData({ schema: message.content });
}

const order: readonly SignatureFacts['status'][] = ['valid', 'invalid', 'unknown-key'];

async function judge(signedData: SignedData, content: Uint8Array, trust: Trust): Promise<SmimeSignature> {
  if (signedData.encapContentInfo.eContentType !== contentTypes.data) return brokenSignature;
  const brought = (signedData.certificates ?? [])
    .slice(0, mostCertificates)
    .flatMap((each) => (each instanceof Certificate ? [new Uint8Array(derOf(each))] : []));
  const known = trust.candidates.map(({ certificate }) => certificate);
  const certificates = [...brought, ...known].flatMap(parseOrNone);
  const judged: SmimeSignature[] = [];
  for (const info of signedData.signerInfos.slice(0, mostSigners)) {
    const certificate = findSigner(info, certificates);
    if (certificate === null) {
      judged.push({ ...noSmimeSignature, facts: { status: 'unknown-key', fingerprint: null, signedAt: null } });
      continue;
    }
    const one = await judgeOne(checkSignature(info, certificate, content), certificate, brought, trust);
    judged.push({ ...one, facts: { ...one.facts, made: howSigned(info) } });
  }
  const best = order.map((status) => judged.find(({ facts }) => facts.status === status)).find(Boolean);
  // Signed data without a signature signs nothing.
  return best ?? brokenSignature;
}

async function judgeOne(
  { intact, signedAt, capabilities }: ReturnType<typeof checkSignature>,
  parsed: ParsedCertificate,
  brought: readonly Uint8Array[],
  trust: Trust,
): Promise<SmimeSignature> {
  const { now } = trust;
  const fromFuture = signedAt !== null && signedAt > now + clockTolerance;
  // As with OpenPGP: a certificate that ran out later was good when it signed.
  const at = signedAt === null ? now : Math.min(signedAt, now);
  const facts = readCertificate(new Uint8Array(parsed.native.raw), at);
  const kept = trust.candidates.find(({ fingerprint }) => fingerprint === facts.fingerprint) ?? null;
  const verdict = await judgeChain({
    certificate: facts.bytes,
    others: [...brought, ...(kept?.chain ?? [])],
    ownRoots: trust.ownRoots,
    at,
  });
  const signer = { ...signerOf(facts, kept, verdict, capabilities, brought), intact };
  const counts = intact && !fromFuture && usagesOf(parsed).canSign && !isWeak(parsed);
  return {
    facts: { status: counts ? statusOf(signer.trust) : 'invalid', fingerprint: facts.fingerprint, signedAt },
    intact,
    signer,
  };
}

function statusOf(trust: SmimeSigner['trust']): SignatureFacts['status'] {
  if (trust === 'trusted' || trust === 'kept') return 'valid';
  return invalidating.has(trust) ? 'invalid' : 'unknown-key';
}

function signerOf(
  certificate: CertificateFacts,
  kept: SmimeCandidate | null,
  verdict: ChainVerdict,
  capabilities: readonly string[],
  brought: readonly Uint8Array[],
): Omit<SmimeSigner, 'intact'> {
  const compared = kept?.compared ?? false;
  // An address that the certificate does not name is its owner's only where a person compared it for that address.
  const named = (byPerson: boolean) => [
    ...new Set([...certificate.addresses, ...(byPerson ? (kept?.addresses ?? []) : [])]),
  ];
  if (verdict.trusted) {
    return { certificate, chain: verdict.chain, trust: 'trusted', addresses: named(compared), compared, capabilities };
  }
  const isOpen = kept !== null && !invalidating.has(verdict.problem);
  const chain = brought.filter((bytes) => !Buffer.from(bytes).equals(certificate.bytes)).slice(0, 6);
  return {
    certificate,
    chain,
    trust: isOpen ? 'kept' : verdict.problem,
    // Nobody but whoever kept it says whose it is.
    addresses: (kept?.addresses ?? []).filter((address) => compared || certificate.addresses.includes(address)),
    compared,
    capabilities,
  };
}

function parseOrNone(bytes: Uint8Array): ParsedCertificate[] {
  try {
    return [parseCertificate(bytes)];
  } catch {
    return [];
  }
}
