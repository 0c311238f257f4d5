/**
 * Why mail came back, as a front desk needs it. `hard`: the address does not exist or is disabled for good. `soft`: it may
 * work later (full mailbox, network, time ran out). `policy`: the mail was refused, not the address (spam, size, content,
 * authentication). `automatic`: no report at all but an automatic answer. `other`: nothing of these is said.
 */
export type ReportKind = 'hard' | 'soft' | 'policy' | 'automatic' | 'other';

/** RFC 3464, 2.3.3, and `failed` where an old form says no more than that. */
export type ReportAction = 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';

/** What a report says of one recipient. It is the word of whoever wrote the report. */
export type ReportedRecipient = {
  /** As the sender wrote it where the report tells (Original-Recipient), or as the last server knew it. */
  readonly address: string;
  /** Other names of the same recipient in the report, such as what it was forwarded to. */
  readonly otherAddresses: readonly string[];
  readonly action: ReportAction;
  readonly kind: ReportKind;
  /** RFC 3463, "5.1.1"; null where none was given. */
  readonly status: string | null;
  /** The server's own words on one line, cut at 500 characters; may be empty. */
  readonly diagnostic: string;
};

/** A message about a message of ours: a delivery report (RFC 3464 or older), a complaint (RFC 5965), an automatic answer. */
export type DeliveryReport = {
  /** The gravest of the recipients' kinds. */
  readonly kind: ReportKind;
  /** A complaint about unwanted mail (RFC 5965): `other`, and worth more than that to whoever sends to many. */
  readonly complaint: boolean;
  readonly recipients: readonly ReportedRecipient[];
  /** Message-IDs (with angle brackets) the report may be about, most certain first. */
  readonly originalMessageIds: readonly string[];
};
