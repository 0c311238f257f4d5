import type { HostServices } from '../contract/envelope.ts';
import type { EmitEvent } from './api/handlers.ts';
import type { Clock } from './base/clock.ts';
import type { Log } from './base/log.ts';
import type { CampaignRooms } from './campaign-rooms.ts';
import type { Starters } from './campaigns/create-letter-source.ts';
import type { DocumentDesk } from './documents/document-desk.ts';
import type { ImportDesk } from './imports/import-desk.ts';
import type { Journal } from './journal/journal.ts';
import type { MailAccount } from './mail-account.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { ReaderPage } from './reader-page.ts';
import type { RevocationWatch } from './revocation-watch.ts';
import type { Store } from './store/open.ts';
import type { SubmissionDependencies } from './submission/submit.ts';
import type { TransportLookUps } from './transport-look-ups.ts';
import type { PasswordKeeper } from './vault/keychain.ts';
import type { OpenVault, Vault } from './vault/vault.ts';
import type { AuthorityQuestion } from './wire/fetch-authority.ts';
import type { KeyDirectory } from './wire/key-directory.ts';
import type { ProviderDirectory } from './wire/providers.ts';
import type { TrustedRoots } from './wire/server-settings.ts';
import type { LookUpOptions } from './wire/tls-evidence/look-up-transport.ts';
import type { WorkerPool } from './worker-pool.ts';

/** What every room of the engine gets from outside. */
export type Surroundings = {
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: EmitEvent;
  readonly host: HostServices;
  readonly workers: WorkerPool;
  readonly vault: Vault;
  readonly passwords: PasswordKeeper;
  readonly providers: ProviderDirectory;
  readonly roots: TrustedRoots;
  /** Where policies are fetched and how long is waited, where tests want that otherwise. */
  readonly lookUps: Pick<LookUpOptions, 'policyPort' | 'patience'>;
  readonly keyDirectory: KeyDirectory;
  readonly askAuthority: (question: AuthorityQuestion) => Promise<Uint8Array | null>;
  /** The built page that sealed letters are put into. */
  readonly pageTemplate: () => string;
  /** The practice's own wordings of consents. */
  readonly wordings: SubmissionDependencies['wordings'];
  /** Segments and templates that come with the program. */
  readonly starters: Starters;
  /** Fonts and WebAssembly of the room `paper`, built beside the page. */
  readonly paperFolder: string;
};

/** Everything that exists while the vault is open. */
export type Session = Surroundings & {
  readonly open: OpenVault;
  readonly store: Store;
  readonly journal: Journal;
  readonly mail: MailAccount;
  readonly transport: TransportLookUps;
  readonly outbox: Outbox;
  readonly revocation: RevocationWatch;
  /** Takes back the backup that is to be made some time after the start. */
  readonly cancelBackup: () => void;
  /** No more events of runs. */
  readonly stopTelling: () => void;
  readonly reader: ReaderPage;
  readonly campaigns: CampaignRooms;
  readonly imports: ImportDesk;
  readonly documents: DocumentDesk;
};
