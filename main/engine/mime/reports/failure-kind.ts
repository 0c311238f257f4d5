import type { ReportAction, ReportKind } from './types.ts';

/** What is known of one failed delivery. */
export type Failure = {
  readonly action: ReportAction;
  /** The Status field of the report (RFC 3463), which servers often guess from the reply. */
  readonly status: string | null;
  /** The server's reply or the reason given in words. */
  readonly reason: string;
};

type Words = { readonly kind: ReportKind; readonly words: readonly RegExp[] };

/**
 * What servers say, in the order in which it counts: whatever points to a passing trouble or to a rule wins over words
 * that look like an unknown address, so that in doubt no address is called dead.
 */
const sayings: readonly Words[] = [
  {
    kind: 'soft',
    words: [
      /mail ?(box|folder|drop)( for user)? (is |was )?(full|over quota)|mailbox.{0,20}\bfull\b|folder is full|out of storage/,
      /over ?quota|quota (was |has been )?exceeded|exceed(s|ed)? .{0,20}quota|too much mail data/,
      /(not enough|insufficient) (disk|system|storage)|mailbox is frozen|メールボックス.{0,12}(容量|いっぱい)/,
      /try again later|please try again|not found, try again|temporar(y|ily)|rate limit|at a rate that|gr[ae]ylist/,
      /expired|timeout exceeded|not deliver for the last|(not|n't) be delivered (for|within)|in the queue too long|was aborted after/,
      /hop ?count|too many hops|\bloop\b|forwarded more than the maximum/,
      /upstream error|internal (system|server) error|mailer error|system config|malformed or unexpected name server/,
    ],
  },
  {
    kind: 'policy',
    words: [
      /\bspam|\bube\b|\bbulk\b|unsolicited|virus|malware|phish|reputation|suspicious|unwanted|complaints/,
      /black ?list|block ?list|\bdnsbl\b|spamhaus|\bblocked\b|banned|\(bl\)|badrcptto|badmailfrom/,
      /dmarc|\bspf\b|\bdkim|authenticat|\bauth\b|not verified|support tls|tls (is )?required|purported responsible/,
      /relay(ing)? (mail|recipient|denied|not)|relay access|open relay|insecure mail relay|no relaying|polic(y|ies)/,
      /access denied|denied by|not (allowed|authorized|permitted)|prohibited|refused due to/,
      /sender.{0,40}(reject|not exist|invalid|denied)|mismatch|mail rejet|mail rejected|restricted/,
      /(message|mail|header|attachment|length|size)s?.{0,20}(too (large|big)|exceed)|too many (recipients|connections)/,
      /content.{0,20}(reject|error)|media error|illegal attachment|header error|8-bit data|compliant|duplicate header/,
      /reverse dns|\bptr\b|\brdns\b|name lookup failed|frequency limited|message filtered|multiple addresses/,
      /not a member|groups\.google\.com/,
    ],
  },
  {
    kind: 'soft',
    words: [
      /timed? ?out|connection (refused|reset|rate)|lost connection|could not connect|unable to connect|no route to host/,
      /network (error|is unreachable)|not (responding|reachable|accepting)|accept our requests to connect|socket error/,
      /establish an smtp connection|refused to talk|queue file write error|lock failure|error while writing/,
      /could not find a gateway/,
    ],
  },
  {
    kind: 'hard',
    words: [
      /user(\(s\))? (is )?(unknown|not found|not known|not exist)|unknown (user|recipient|local|address)/,
      /no such (user|person|recipient|mailbox|address|domain|local)|no (mailbox|user) here|not (an? )?(registered|known) /,
      /(user|mailbox|account|address|recipient|domain)s? (name )?(that .{0,40} )?(does(n't| not)|did not) exist/,
      /(address|recipient|mailbox|user|domain)s? (name )?(couldn't be|could not be|was not|wasn't|is not|not) (found|recognized)/,
      /domain .{1,80} couldn't be found|recipient ?not ?found|recipnotfound|nxdomain|no relevant answers/,
      /invalid (recipient|user|mailbox)|adresse .{0,40}invalide|no valid recipients|not listed in|not our (user|customer)/,
      /doesn't have an? .{0,80} account|no longer (on|at|valid|in use|available|exists)|has moved/,
      /(account|user|recipient|mailbox|address).{0,40}(disabled|discontinued|inactive|deactivated|closed)/,
      /(disabled|inactive) (recipient|e-?mail|user|account|mailbox)|bad destination|address syntax/,
      /host (is )?unknown|unknown (host|domain)|(host|domain)( name)? not found|host .{1,80} not found|null mx/,
      /unroute?able|does(n't| not) (accept|receive) e?-?mail|no smtp service|illegal host/,
      /ディレクトリに.{0,6}見つかりません|ディレクトリのリストにありません/,
    ],
  },
  // sendmail closes every transcript with it, whatever happened before.
  { kind: 'soft', words: [/service (is )?(currently )?(un|not )available/] },
];

/** RFC 3463, the subject and detail of class 5; a subject alone stands for all of its details that are not named. */
const codes: Readonly<Record<string, ReportKind>> = {
  '1.1': 'hard',
  '1.2': 'hard',
  '1.3': 'hard',
  '1.6': 'hard',
  '1.10': 'hard',
  '1.7': 'policy',
  '1.8': 'policy',
  '2.2': 'soft',
  '2.3': 'policy',
  '3.4': 'policy',
  '3': 'soft',
  '4': 'soft',
  '5.3': 'policy',
  '6': 'policy',
  '7': 'policy',
};

const enhancedCode = /(?:^|[^\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]\d)/;
const replyCode = /(?:^|[\s;:'"[])([45])\d\d(?=[\s\-:#]|$)/;
const addressLike = /[^\s<>()[\]"';:,]+@[^\s<>()[\]"';:,]+/g;
const longestReason = 4_000;

/**
 * Which kind of failure this is. The reply's own code counts more than the report's Status, and words more than both,
 * except that what a server itself called temporary is never hard.
 */
export function failureKind({ action, status, reason }: Failure): ReportKind {
  if (action === 'delayed') return 'soft';
  if (action !== 'failed') return 'other';
  const said = withoutAddresses(reason);
  const code = enhancedCode.exec(said);
  const reply = replyCode.exec(said)?.[1];
  if ((code?.[1] ?? reply) === '4') return 'soft';
  const words = sayings.find((saying) => saying.words.some((pattern) => pattern.test(said)));
  if (words !== undefined) return words.kind;
  return kindOfCode(code) ?? kindOfCode(enhancedCode.exec(status ?? '')) ?? 'other';
}

function kindOfCode(code: RegExpExecArray | null): ReportKind | null {
  if (code === null || code[1] === '2') return null;
  if (code[1] === '4') return 'soft';
  return codes[`${code[2]}.${code[3]}`] ?? codes[code[2] ?? ''] ?? null;
}

/** Addresses are no words of the server: `mailbox-full@example.org` says nothing of a mailbox. */
function withoutAddresses(reason: string): string {
  return reason
    .slice(0, longestReason)
    .toLowerCase()
    .replaceAll(addressLike, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?<=[ ;:])([45]\d\d)-([45]\.\d+\.\d+)? /g, '')
    .trim();
}
