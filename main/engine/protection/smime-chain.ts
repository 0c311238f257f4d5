import type { X509Certificate } from 'node:crypto';
import { CertificateChainValidationEngine } from 'pkijs';
import {
  hasUnknownCritical,
  isForMail,
  isWeak,
  type ParsedCertificate,
  parseCertificate,
  usagesOf,
} from './smime-certificate.ts';
import { type Roots, rootsOf, systemRoots } from './smime-roots.ts';

/** Why nobody vouches for a certificate. */
export type ChainProblem = 'unknown-issuer' | 'expired' | 'not-yet-valid' | 'wrong-usage' | 'weak' | 'broken-chain';

/** Who vouches for a certificate: `trusted` with the authority's name, or why not. */
export type ChainVerdict =
  | {
      readonly trusted: true;
      readonly root: string;
      readonly chain: readonly Uint8Array[];
      /** Whoever signed it; null where it vouches for itself. */
      readonly issuer: Uint8Array | null;
    }
  | { readonly trusted: false; readonly problem: ChainProblem };

/** Certificates beside the one in question that are looked at; an honest message brings two or three. */
const mostOthers = 30;
/** Certificates between the one in question and the root. */
const longestPath = 6;
/** Signatures checked and paths tried for one certificate, so that circles of cross-certificates end. */
const mostTries = 40;
const mostPaths = 4;

type Budget = { tries: number };

/**
 * Looks for a chain of authorities (RFC 5280, 6) from the certificate to a root of this computer or of the owner's, valid at
 * `at` in milliseconds. The search is ours and bounded, for certificates come from strangers; the rules are the library's:
 * validity, basic constraints, path length, key usage, name constraints, policies.
 */
export async function judgeChain(options: {
  readonly certificate: Uint8Array;
  /** What may stand between: certificates of the message, and those kept with this one. */
  readonly others: readonly Uint8Array[];
  readonly ownRoots: readonly Uint8Array[];
  readonly at: number;
}): Promise<ChainVerdict> {
  const leaf = parseCertificate(options.certificate);
  const own = findOwnProblem(leaf, options.at);
  if (own !== null) return { trusted: false, problem: own };
  // A certificate that the owner added as a root vouches for itself.
  if (options.ownRoots.some((root) => leaf.native.raw.equals(root))) {
    return { trusted: true, root: leaf.native.subject, chain: [], issuer: null };
  }
  const others = options.others.slice(0, mostOthers).flatMap(parseOrNone);
  const paths = findPaths([leaf], others, [rootsOf(options.ownRoots), systemRoots()], { tries: mostTries });
  if (paths.length === 0) return { trusted: false, problem: 'unknown-issuer' };
  for (const path of paths) {
    if (!(await holds(path, options.at))) continue;
    const root = path.at(-1);
    const chain = path.slice(1, -1).map(({ raw }) => new Uint8Array(raw));
    const issuer = path[1] === undefined ? null : new Uint8Array(path[1].raw);
    return { trusted: true, root: nameOf(root?.subject ?? ''), chain, issuer };
  }
  return { trusted: false, problem: 'broken-chain' };
}

function findOwnProblem(leaf: ParsedCertificate, at: number): ChainProblem | null {
  if (isWeak(leaf)) return 'weak';
  if (leaf.fields.notAfter.value.getTime() < at) return 'expired';
  if (leaf.fields.notBefore.value.getTime() > at) return 'not-yet-valid';
  const { canSign, canEncrypt } = usagesOf(leaf);
  if (!canSign && !canEncrypt) return 'wrong-usage';
  return hasUnknownCritical(leaf) ? 'broken-chain' : null;
}

/** Depth first: each path begins with the certificate in question and ends with a root. */
function findPaths(
  soFar: readonly ParsedCertificate[],
  others: readonly ParsedCertificate[],
  trusted: readonly Roots[],
  budget: Budget,
): X509Certificate[][] {
  const last = soFar.at(-1);
  if (last === undefined || soFar.length > longestPath) return [];
  const paths: X509Certificate[][] = [];
  const natives = soFar.map(({ native }) => native);
  const issuer = new Uint8Array(last.fields.issuer.valueBeforeDecode);
  for (const root of trusted.flatMap((roots) => roots(issuer))) {
    if (isIssuedBy(last.native, root, budget)) paths.push([...natives, root]);
  }
  for (const other of others) {
    if (paths.length >= mostPaths || budget.tries <= 0) break;
    const isNew = natives.every((each) => !each.raw.equals(other.native.raw));
    const isNamed = other.native.subject === last.native.issuer;
    if (!isNew || !isNamed || !isIssuedBy(last.native, other.native, budget)) continue;
    paths.push(...findPaths([...soFar, other], others, trusted, budget));
  }
  return paths.slice(0, mostPaths);
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate, budget: Budget): boolean {
  if (budget.tries <= 0) return false;
  budget.tries -= 1;
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

/** Whether a path from the certificate in question to a root keeps every rule at this moment. */
async function holds(path: readonly X509Certificate[], at: number): Promise<boolean> {
  try {
    const parsed = path.map(({ raw }) => parseCertificate(raw));
    const authorities = parsed.slice(1, -1);
    if (authorities.some((each) => isWeak(each) || hasUnknownCritical(each) || !isForMail(each.fields))) return false;
    const [leaf, ...rest] = parsed.map(({ fields }) => fields);
    const root = rest.pop();
    if (leaf === undefined || root === undefined) return false;
    const engine = new CertificateChainValidationEngine({
      // The last one is the one in question.
      certs: [...rest, leaf],
      trustedCerts: [root],
      checkDate: new Date(at),
    });
    return (await engine.verify()).result;
  } catch {
    return false;
  }
}

function parseOrNone(bytes: Uint8Array): ParsedCertificate[] {
  try {
    return [parseCertificate(bytes)];
  } catch {
    return [];
  }
}

/** The organisation or name of an authority, out of the lines that the runtime writes. */
function nameOf(subject: string): string {
  const line = (key: string) =>
    subject
      .split('\n')
      .find((each) => each.startsWith(`${key}=`))
      ?.slice(key.length + 1);
  return (line('O') ?? line('CN') ?? subject).slice(0, 200);
}
