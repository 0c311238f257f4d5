import { Secret } from './base/secret.ts';
import { renderTemplates } from './campaigns/render-template.ts';
import { readPdf } from './documents/read-pdf.ts';
import { type Sorted, sortDocuments } from './documents/sort-documents.ts';
import { findKept } from './imports/find-kept.ts';
import { lookAtImport } from './imports/look-at-import.ts';
import { type ImportPlan, type PlanJob, planImport } from './imports/plan-import.ts';
import { explainProtection } from './mailbox/explain-protection.ts';
import { openInside, readInsideFile } from './mailbox/open-inside.ts';
import { readMessage } from './mailbox/read-message.ts';
import type { ReadInput, ReadMessage } from './mailbox/read-result.ts';
import { type SlipContent, slipPdf } from './paper/slip-pdf.ts';
import { readOfferedKey } from './protection/offered-key.ts';
import { openPkcs12 } from './protection/practice-certificate.ts';
import { mergePublicKeys, readPublicKeys } from './protection/public-keys.ts';
import { judgeRevocation } from './protection/smime-revocation.ts';
import { openStore, type Store } from './store/open.ts';
import { type ProtectedMessage, type ProtectJob, protect } from './submission/protect.ts';
import { saveBackup } from './vault/backup.ts';
import type { VaultPaths } from './vault/vault-file.ts';

/** Everything that is too heavy for the engine's own thread. Inputs and outputs are plain data. */
export const tasks = {
  read: async (job: { messages: readonly ReadInput[] }): Promise<readonly ReadMessage[]> => {
    const read: ReadMessage[] = [];
    for (const message of job.messages) read.push(await readMessage(message));
    return read;
  },
  readKeys: ({ bytes, now }: { bytes: Uint8Array; now: number }) => readPublicKeys(bytes, now),
  offeredKey: ({ bytes, now }: { bytes: Uint8Array; now: number }) => readOfferedKey(bytes, now),
  mergeKeys: mergePublicKeys,
  judgeRevocation,
  inside: openInside,
  insideFile: readInsideFile,
  explain: explainProtection,
  protect: ({ mail, ...job }: ProtectJob): Promise<ProtectedMessage> => {
    // Memory that threads share is taken by few libraries.
    const attachments = mail.attachments.map((file) => ({ ...file, bytes: file.bytes.slice() }));
    return protect({ ...job, mail: { ...mail, attachments } });
  },
  /** One template for many patients. */
  merge: renderTemplates,
  openPkcs12: (job: { file: Uint8Array; password: string }) => openPkcs12(job.file, job.password),
  slip: (job: { slip: SlipContent; folder: string; now: number }) => slipPdf(job.slip, job.folder, job.now),
  backup: (job: { paths: VaultPaths; key: Uint8Array; target: string; now: number }) =>
    saveBackup(job.paths, new Secret(job.key), job.target, job.now),
  /** Moves what the write-ahead log holds into the database, while the engine goes on writing. */
  emptyLog: (job: OpenedBy): Promise<null> => withStore(job, (store) => store.emptyLog()).then(() => null),
  /** Reads every page with a connection of its own; throws `vault-damaged`. */
  checkIntegrity: (job: OpenedBy): Promise<null> => withStore(job, (store) => store.checkIntegrity()).then(() => null),
  lookAtImport: (job: OpenedBy & { file: readonly Uint8Array[] }) =>
    withStore(job, ({ read }) => lookAtImport(read, job.file)),
  planImport: (job: OpenedBy & { job: PlanJob }): Promise<ImportPlan> =>
    withStore(job, ({ read }) => planImport(read, job.job)),
  findKept: (job: OpenedBy & { importId: string }) => withStore(job, ({ read }) => findKept(read, job.importId)),
  /** A file of somebody else's making: `job-limits.ts` bounds its time and memory. */
  readPdf,
  sortDocuments: (job: OpenedBy & { batchId: string }): Promise<readonly Sorted[]> =>
    withStore(job, ({ read }) => sortDocuments(read, job.batchId)),
};

/** A database that a task opens for itself. */
type OpenedBy = { readonly paths: VaultPaths; readonly key: Uint8Array };

async function withStore<Result>(
  { paths, key }: OpenedBy,
  work: (store: Store) => Result | Promise<Result>,
): Promise<Result> {
  const store = openStore(paths.database, new Secret(key), 'existing');
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

export type Tasks = typeof tasks;
