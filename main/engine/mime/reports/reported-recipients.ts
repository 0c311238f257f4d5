import { findField, listFields } from '../header-block.ts';
import type { ParsedMessage } from '../types.ts';
import { failureKind } from './failure-kind.ts';
import type { NamedRecipient } from './report-text.ts';
import type { StatusGroup } from './status-fields.ts';
import type { ReportAction, ReportedRecipient, ReportKind } from './types.ts';

const longestDiagnostic = 500;
const stillTrying =
  /warning message only|this is a warning only|has been delayed|is delayed for|not yet received|will be retried|still being retried/i;

/** What of a report names recipients. */
export type ReportSources = {
  readonly message: ParsedMessage;
  readonly groups: readonly StatusGroup[];
  readonly named: readonly NamedRecipient[];
  /** The text without the returned message. */
  readonly said: string;
};

/** The recipients of a report: of its status groups where it has any, else those that the text names. */
export function listReportedRecipients(sources: ReportSources): ReportedRecipient[] {
  const { groups, named } = sources;
  if (groups.length > 0) return groups.flatMap((group) => readGroup(group, sources));
  const failed = failedRecipients(sources.message);
  const listed =
    failed.length === 0 ? named : failed.map((address) => findNamed(named, [address]) ?? { address, reason: '' });
  return listed.map(({ address, reason }) => readNamed(address, reason, listed.length === 1, sources));
}

/** One recipient that nothing in the report names; all that the text says is about it. */
export function readNamed(
  address: string,
  reason: string,
  alone: boolean,
  { message, said }: ReportSources,
): ReportedRecipient {
  const action: ReportAction =
    stillTrying.test(said) || /\b(delay|warning)/i.test(message.subject) ? 'delayed' : 'failed';
  const texts = alone || reason === '' ? [reason, said] : [reason];
  return recipient([address], { action, status: null, texts });
}

function readGroup(group: StatusGroup, { groups, named, said }: ReportSources): ReportedRecipient[] {
  const alone = groups.length === 1;
  const own = findNamed(named, group.addresses) ?? (alone && named.length === 1 ? named[0] : undefined);
  const addresses = group.addresses.length > 0 ? group.addresses : own === undefined ? [] : [own.address];
  if (addresses.length === 0) return [];
  const texts = [group.diagnostic, own?.reason ?? '', alone ? said : ''];
  return [recipient(addresses, { action: group.action, status: group.status, texts })];
}

type Said = { readonly action: ReportAction; readonly status: string | null; readonly texts: readonly string[] };

/** The kind is that of the first text that says anything: the server's reply, then the words beside the address, then all. */
function recipient(addresses: readonly string[], { action, status, texts }: Said): ReportedRecipient {
  const kinds: readonly ReportKind[] = texts.map((reason) => failureKind({ action, status, reason }));
  const [address = '', ...otherAddresses] = addresses;
  const diagnostic = (texts.find((text) => text.trim() !== '') ?? '').replaceAll(/\s+/g, ' ').trim();
  return {
    address,
    otherAddresses,
    action,
    kind: kinds.find((kind) => kind !== 'other') ?? 'other',
    status: /(?:^|[\s#(])([245]\.\d{1,3}\.\d{1,3})\b/.exec(texts[0] ?? '')?.[1] ?? status,
    diagnostic: diagnostic.slice(0, longestDiagnostic).toWellFormed(),
  };
}

function findNamed(named: readonly NamedRecipient[], addresses: readonly string[]): NamedRecipient | undefined {
  const wanted = new Set(addresses.map((address) => address.toLowerCase()));
  return named.find(({ address }) => wanted.has(address.toLowerCase()));
}

/** Exim and Google name the recipients in the header; then nothing else in the text is one. */
function failedRecipients({ headers }: ParsedMessage): string[] {
  if (findField(headers, 'x-failed-recipients') === null) return [];
  return listFields(headers, 'x-failed-recipients')
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => /^[^\s@<>]+@[^\s@<>]+$/.test(value));
}
