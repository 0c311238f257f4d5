/** A recipient named in the text of a report, with the words that stand beside it. */
export type NamedRecipient = { readonly address: string; readonly reason: string };

/** The text of a report, cut in two: what the server says, and what follows of the message that came back. */
export type ReportText = { readonly said: string; readonly returned: string };

const longestText = 100_000;
const longestLine = 500;
const address = String.raw`<?"?([^\s<>()"'\[\],;:@]+@[\p{L}\p{N}._-]*[\p{L}\p{N}])"?>?`;

/** Lines that say: from here on it is your own message. One per program; the last ones are header fields themselves. */
const returnedMessage: readonly RegExp[] = [
  /^-{2,} ?(below this line|this is a copy|the header of the|original message|message header|unsent message)/im, // qmail, Exim, GMX, Yahoo, sendmail 5
  /^ *-{3,} *(original message|unsent message follows|returned message) *-*$/im, // Gmail, sendmail 5, Lotus Notes
  /^-{5,}original (message|mail info)/im, // m-FILTER
  /^(message headers follow|original message follows|below is a copy of the original|included is a copy of the)/im, // dma, OpenSMTPD, MX Logic
  /^\|-+ message text follows/im, // Exim at a provider of old
  /^(original message|bounced e-mail):/im, // MMS gateways
  /^(received|return-path|dkim-signature|x-received):/im,
];

/** A way to name a recipient: the first group is the address, the second, where there is one, the reason. */
type Form = { readonly pattern: RegExp; readonly below: boolean };

/** `below`: the lines that follow, up to the next recipient, are reasons too. */
function form(pattern: string, below: boolean): Form {
  return { pattern: new RegExp(pattern, 'iu'), below };
}

/**
 * The forms in which programs name a recipient, tried on each line in this order. What no form covers is not read:
 * better no address than a wrong one.
 */
const recipientForms: readonly Form[] = [
  form(`^[>*\\s"-]*${address}"?\\s*:?\\s*$`, true), // alone on its line: Gmail, Exim, qmail, Courier, Domino, Notes, Mimecast
  form(`^[>\\s]*${address}\\s+${address.replace('(', '(?:')}$`, true), // named twice: Active!hunter
  form(`^[>*\\s"]*${address}"?\\s*(?:\\.{3}|:|\\[)\\s*(.+)$`, true), // "<a@b>: reason", "a@b ... reason", "a@b [reason]"
  form(`^\\s*${address}\\s+(?:\\(|invalid address|error,)(.*)$`, true), // MIMEsweeper, Zoho
  form(`^[45]\\d\\d (?:[45]\\.\\d+\\.\\d+ )?${address}\\.{3}\\s*(.+)$`, false), // sendmail's transcript
  form(`delivering your mail to ${address}`, true), // dma
  form(`(?:unable to deliver (?:the |your )?message to|could not be delivered to):? *${address}(.*)$`, true), // MailFoundry, KDDI, InterScan
  form(
    `(?:did not reach the following recipient|delivery failed|target mail address|recipient(?: address)?): *${address}(.*)$`,
    true,
  ),
  form(`(?:rejected recipient|mailbox is full:|permanent errors:|address:) *${address}(.*)$`, true), // Axigen, Zoho
  form(`^\\s*${address} on [a-z]{3},(.*)$`, true), // Exchange 5.5
  form(`^(?:you are not a member|duplicated message-id).* ${address}(.*)$`, true), // fml
  form(`^.{0,30}rcpt to:? *${address}(.*)$`, true), // InterScan, MMS gateways, Postfix to its postmaster
];

/** Cuts the text where the returned message begins. */
export function splitReportText(text: string): ReportText {
  const whole = text.slice(0, longestText);
  const starts = returnedMessage.map((pattern) => pattern.exec(whole)?.index ?? -1).filter((at) => at >= 0);
  const at = starts.length === 0 ? whole.length : Math.min(...starts);
  return { said: whole.slice(0, at), returned: whole.slice(at) };
}

/** The recipients that the text names, each once, with the reason beside or below it. */
export function listNamedRecipients(said: string): NamedRecipient[] {
  const found = new Map<string, string[]>();
  let reasons: string[] | null = null;
  let reply = '';
  for (const line of said.split('\n')) {
    const match = matchRecipient(line);
    if (match === null) {
      reasons?.push(line);
      if (line.startsWith('<<< ')) reply = line.slice(4);
      continue;
    }
    const known = found.get(match.address) ?? [];
    found.set(match.address, known);
    known.push(match.reason);
    // In a transcript the server's reply stands above the line that names the recipient.
    if (!match.below && known.length === 1) known.push(reply);
    reasons = match.below ? known : null;
    reply = '';
  }
  return [...found].map(([named, lines]) => ({ address: named, reason: lines.join('\n').trim() }));
}

function matchRecipient(line: string): (NamedRecipient & { readonly below: boolean }) | null {
  if (line.length > longestLine || !line.includes('@')) return null;
  for (const { pattern, below } of recipientForms) {
    const match = pattern.exec(line);
    if (match !== null) return { address: match[1] ?? '', reason: (match[2] ?? '').trim(), below };
  }
  return null;
}
