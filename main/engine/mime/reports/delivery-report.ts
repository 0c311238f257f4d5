import { htmlToText } from '../html-text.ts';
import { parseMessage } from '../parse-message.ts';
import type { ParsedMessage } from '../types.ts';
import { isAutomaticAnswer } from './automatic-answer.ts';
import { readComplaint } from './complaint.ts';
import { listNamedRecipients, splitReportText } from './report-text.ts';
import { listReportedRecipients, readNamed } from './reported-recipients.ts';
import { listOriginalIds, listReturnedTo, readReturnedHeader } from './returned-message.ts';
import { readStatusGroups, type StatusGroup } from './status-fields.ts';
import type { DeliveryReport, ReportKind } from './types.ts';

const gravest: readonly ReportKind[] = ['hard', 'policy', 'soft', 'other'];
const mostRecipients = 200;
/** Characters in which the sentences of gateways and lists stand. */
const longestBeginning = 4_000;

/** Who writes reports. A person who passes one on is none of these, whatever the text says. */
const reporters: readonly RegExp[] = [
  /^(mailer[-_.]?daemon|po+st[-_]?master|mail\.delivery\.system|mdaemon)(@|$)/i,
  /mail(er)? ?(delivery|deliver |daemon|administrator)|postmaster|\bndr\b|^interscan/i,
];
/** Gateways and lists that report under other names, told by the sentence they always write. */
const ownSentences: readonly RegExp[] = [
  /could not be delivered to: <[^>\s]+>\s+as their mailbox is full/i, // KDDI
  /^(you are not a member of this mailing list|duplicated message-id in <)/i, // fml
];

/**
 * Reads a message as a report about mail of ours: RFC 3464 and RFC 5965 first, then the forms that older programs write
 * in plain words. Null for every other message. A report is a claim of whoever sent it and proves nothing.
 */
export async function readDeliveryReport(message: ParsedMessage): Promise<DeliveryReport | null> {
  const report = readComplaint(message) ?? (await readFailures(message, 1));
  if (report !== null || !isAutomaticAnswer(message)) return report;
  const originalMessageIds = listOriginalIds(message, [], { said: '', returned: '' });
  return { kind: 'automatic', complaint: false, recipients: [], originalMessageIds };
}

/** `inner`: how many attached messages deep a report may hide; Mirapoint sends its reports as attachments. */
async function readFailures(message: ParsedMessage, inner: number): Promise<DeliveryReport | null> {
  const structured = message.parts.filter(({ contentType }) => contentType === 'message/delivery-status');
  // Every message comes through here: what costs time comes after this line.
  if (structured.length === 0 && !isReporter(message)) return null;
  const body = message.text ?? htmlToText(message.html ?? '');
  const text = splitReportText(body);
  const groups =
    structured.length > 0 ? structured.flatMap(({ bytes }) => readStatusGroups(bytes)) : groupsInText(body);
  const named = listNamedRecipients(text.said).slice(0, hasOwnSentence(message) ? 1 : mostRecipients);
  const sources = { message, groups, named, said: text.said };
  const recipients = listReportedRecipients(sources);
  if (recipients.length === 0 && inner > 0) {
    const attached = message.parts.find(({ contentType }) => contentType === 'message/rfc822');
    const report = attached === undefined ? null : await readFailures(await parseMessage(attached.bytes), inner - 1);
    if (report !== null) return report;
  }
  const header = readReturnedHeader(message, text);
  const to = recipients.length > 0 ? [] : listReturnedTo(header, text);
  const all = [...recipients, ...to.map((address) => readNamed(address, '', true, sources))].slice(0, mostRecipients);
  if (all.length === 0) return null;
  return {
    kind: gravest.find((kind) => all.some((recipient) => recipient.kind === kind)) ?? 'other',
    complaint: false,
    recipients: all,
    originalMessageIds: listOriginalIds(message, header, text),
  };
}

function hasOwnSentence({ text }: ParsedMessage): boolean {
  const beginning = (text ?? '').slice(0, longestBeginning).trim();
  return ownSentences.some((sentence) => sentence.test(beginning));
}

function isReporter(message: ParsedMessage): boolean {
  if (hasOwnSentence(message)) return true;
  const { from, headers } = message;
  const names = from.flatMap(({ name, address }) => [name, address]);
  const field = headers.find(({ name }) => name === 'from')?.value.trim() ?? '';
  return [...names, field].some((name) => name === '<>' || reporters.some((reporter) => reporter.test(name)));
}

/** A delivery status whose multipart is broken, or that stands quoted in a text, is still read as one. */
function groupsInText(body: string): StatusGroup[] {
  const start = /^(reporting-mta|(original|final)-recipient|action):/im.exec(body)?.index;
  return start === undefined ? [] : readStatusGroups(Buffer.from(body.slice(start), 'utf8'));
}
