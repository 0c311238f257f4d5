import {
  BasicOCSPResponse,
  CRLDistributionPoints,
  GeneralName,
  InfoAccess,
  IssuingDistributionPoint,
  OCSPRequest,
  OCSPResponse,
} from 'pkijs';
import { type ParsedCertificate, parseCertificate } from './smime-certificate.ts';
import { readCrl } from './smime-crl.ts';
import { octetsOf, parseBer } from './smime-structure.ts';

/** Where an authority says which of its certificates are withdrawn. */
export type RevocationSources = { readonly crls: readonly string[]; readonly ocsp: readonly string[] };

/** What the authority says, and until when it says so (milliseconds). */
export type RevocationVerdict = { readonly state: 'good' | 'revoked'; readonly goodUntil: number };

type Question = { readonly certificate: Uint8Array; readonly issuer: Uint8Array; readonly now: number };

/** What an authority sent: its list (CRL), or its answer about one certificate (OCSP). */
export type RevocationAnswer = {
  readonly kind: 'list' | 'answer';
  readonly bytes: Uint8Array;
  readonly question: Question;
};

/** What it is worth; null where it is none, is not about this certificate, or is out of date. */
export function judgeRevocation({ kind, bytes, question }: RevocationAnswer): Promise<RevocationVerdict | null> {
  return kind === 'list' ? judgeCrl(bytes, question) : judgeOcsp(bytes, question);
}

const crlPoints = '2.5.29.31';
const authorityAccess = '1.3.6.1.5.5.7.1.1';
const ocspMethod = '1.3.6.1.5.5.7.48.1';
const deltaCrl = '2.5.29.27';
const issuingPoint = '2.5.29.28';
const uriName = 6;
const day = 24 * 3_600_000;
/** What promises years is asked for again after so long. */
const longest = 7 * day;
/** Without an end of its own it is the authority's word of that moment: an old one that somebody kept says nothing. */
const withoutEnd = day;
const mostSources = 3;

/** The places a certificate names, by HTTP and HTTPS alone (RFC 5280, 4.2.1.13 and 4.2.2.1). */
export function revocationSources(certificate: Uint8Array): RevocationSources {
  const parsed = parseCertificate(certificate);
  const points = extensionOf(parsed, crlPoints);
  const access = extensionOf(parsed, authorityAccess);
  const crls =
    points instanceof CRLDistributionPoints
      ? points.distributionPoints.flatMap(({ distributionPoint }) =>
          Array.isArray(distributionPoint) ? distributionPoint : [],
        )
      : [];
  const ocsp =
    access instanceof InfoAccess
      ? access.accessDescriptions
          .filter(({ accessMethod }) => accessMethod === ocspMethod)
          .map(({ accessLocation }) => accessLocation)
      : [];
  return { crls: urlsOf(crls), ocsp: urlsOf(ocsp) };
}

function urlsOf(names: readonly unknown[]): readonly string[] {
  const urls = names.flatMap((name) =>
    name instanceof GeneralName && name.type === uriName ? [String(name.value)] : [],
  );
  return [...new Set(urls)].filter((url) => /^https?:\/\/[^\s]{1,500}$/i.test(url)).slice(0, mostSources);
}

function extensionOf({ fields }: ParsedCertificate, id: string): unknown {
  return fields.extensions?.find(({ extnID }) => extnID === id)?.parsedValue;
}

/** A question about one certificate for its authority's responder (RFC 6960, 4.1). */
export async function buildOcspRequest({ certificate, issuer }: Omit<Question, 'now'>): Promise<Uint8Array> {
  const request = new OCSPRequest();
  await request.createForCertificate(parseCertificate(certificate).fields, {
    // Only names the authority's key; responders know no other.
    hashAlgorithm: 'SHA-1',
    issuerCertificate: parseCertificate(issuer).fields,
  });
  return new Uint8Array(request.toSchema(true).toBER());
}

/** What a responder's answer is worth; null where it is none, is not about this certificate, or is out of date. */
export async function judgeOcsp(answer: Uint8Array, question: Question): Promise<RevocationVerdict | null> {
  try {
    const response = new OCSPResponse({ schema: parseBer(answer) });
    const bytes = response.responseBytes === undefined ? null : octetsOf(response.responseBytes.response);
    if (bytes === null) return null;
    const basic = new BasicOCSPResponse({ schema: parseBer(bytes) });
    const certificate = parseCertificate(question.certificate).fields;
    const issuer = parseCertificate(question.issuer).fields;
    // Signed by the authority, or by a responder that it named for this (RFC 6960, 4.2.2.2).
    if (!(await basic.verify({ trustedCerts: [issuer], checkDate: new Date(question.now) } as object))) return null;
    const { isForCertificate, status } = await basic.getCertificateStatus(certificate, issuer);
    // We ask about one: beside another, its times might be the other's.
    const [single, another] = basic.tbsResponseData.responses;
    if (!isForCertificate || status > 1 || single === undefined || another !== undefined) return null;
    return verdict(status === 1, single.thisUpdate, single.nextUpdate ?? null, question.now);
  } catch {
    return null;
  }
}

/** What a list is worth (RFC 5280, 6.3); null where it is none of this authority's, a part of one, or out of date. */
export async function judgeCrl(list: Uint8Array, question: Question): Promise<RevocationVerdict | null> {
  try {
    const { frame: crl, lists } = readCrl(list);
    const certificate = parseCertificate(question.certificate).fields;
    const issuer = parseCertificate(question.issuer).fields;
    if (!crl.issuer.isEqual(certificate.issuer) || !(await crl.verify({ issuerCertificate: issuer }))) return null;
    const extensions = crl.crlExtensions?.extensions ?? [];
    if (extensions.some(({ extnID }) => extnID === deltaCrl)) return null;
    if (extensions.some(({ extnID, parsedValue }) => extnID === issuingPoint && !coversEverybody(parsedValue))) {
      return null;
    }
    const until = crl.nextUpdate?.value ?? null;
    return verdict(lists(certificate.serialNumber.valueBlock.valueHexView), crl.thisUpdate.value, until, question.now);
  } catch {
    return null;
  }
}

function coversEverybody(point: unknown): boolean {
  if (!(point instanceof IssuingDistributionPoint)) return false;
  const { onlyContainsCACerts, onlySomeReasons, indirectCRL, onlyContainsAttributeCerts } = point;
  return !onlyContainsCACerts && !onlySomeReasons && !indirectCRL && !onlyContainsAttributeCerts;
}

function verdict(revoked: boolean, from: Date, until: Date | null, now: number): RevocationVerdict | null {
  const end = until?.getTime() ?? from.getTime() + withoutEnd;
  if (from.getTime() > now + 3_600_000 || end <= now) return null;
  return { state: revoked ? 'revoked' : 'good', goodUntil: Math.min(end, now + longest) };
}
