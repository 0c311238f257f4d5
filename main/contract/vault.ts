import { z } from 'zod';
import { command, nothing, query } from './conversation.ts';
import { errorCodes } from './errors.ts';
import { emailAddress, mediumText, shortText, time } from './fields.ts';

export const passphrase = z.string().max(1_000);

export const practiceProfile = z.strictObject({
  name: shortText.min(1),
  postalAddress: mediumText.min(1),
  telephone: shortText.min(1),
});

export const recoveryKit = z.strictObject({
  practiceName: z.string(),
  madeAt: time,
  /** 128 random bits with check characters, in groups. */
  code: z.string(),
  /** The practice's OpenPGP private keys, locked with the code (armored), the present one first. */
  lockedPrivateKey: z.string(),
  fingerprint: z.string(),
  /** Published, it ends the key for everybody (armored): for a key that was stolen, or lost for good. */
  revocationCertificate: z.string(),
});
export type RecoveryKit = z.infer<typeof recoveryKit>;

export const backupFile = z.strictObject({ name: z.string(), at: time, size: z.number() });
export type BackupFile = z.infer<typeof backupFile>;

/** What a restored backup replaced: the files as they were, which still open with the passphrase they had. */
export const setAsideFolder = z.strictObject({ name: z.string(), at: time, size: z.number() });
export type SetAsideFolder = z.infer<typeof setAsideFolder>;

export const vaultState = z.enum(['absent', 'locked', 'window-locked', 'open', 'broken']);
export type VaultState = z.infer<typeof vaultState>;

export const vaultStatus = z.strictObject({
  state: vaultState,
  /** Why it is `broken`: vault-damaged, vault-key-missing, vault-from-future, vault-on-network-drive, vault-in-use. */
  problem: z.enum(errorCodes).nullable(),
  /** Milliseconds before another passphrase is tried: grows with failures, never locks for good. */
  waitMs: z.number(),
  /** Backups the program made by itself, newest first; offered when the vault is broken. */
  backups: z.array(backupFile),
});
export type VaultStatus = z.infer<typeof vaultStatus>;

export const passphraseStrength = z.strictObject({
  acceptable: z.boolean(),
  /** 0 (worst) to 4. */
  score: z.number().int().min(0).max(4),
  problem: z.enum(['too-short', 'common', 'repetitive', 'contains-practice']).nullable(),
});
export type PassphraseStrength = z.infer<typeof passphraseStrength>;

export const vault = {
  status: query(nothing, vaultStatus),
  passphraseStrength: query(
    z.strictObject({ passphrase, practiceName: shortText, ownerName: shortText }),
    passphraseStrength,
  ),
  create: command(
    z.strictObject({
      practice: practiceProfile,
      ownerName: shortText.min(1),
      /** The practice's mail address: it stands in the practice's OpenPGP key, and the account step starts with it. */
      address: emailAddress,
      passphrase,
    }),
    recoveryKit,
  ),
  /** Saves the kit made last as a text file where a person says; false when the dialog was left. */
  saveRecoveryKit: command(nothing, z.strictObject({ saved: z.boolean() })),
  /** The kit made last while nobody has said that it is kept, for a window that was loaded afresh meanwhile. */
  unconfirmedKit: query(nothing, recoveryKit.nullable()),
  /** The person has printed or saved the kit: the engine forgets the code. */
  confirmRecoveryKit: command(nothing, nothing),
  renewRecoveryKit: command(z.strictObject({ passphrase }), recoveryKit),
  /** Opens the vault, or the window again after a window lock. */
  unlock: command(z.strictObject({ passphrase }), nothing),
  unlockWithRecoveryCode: command(z.strictObject({ code: shortText, newPassphrase: passphrase }), nothing),
  changePassphrase: command(z.strictObject({ current: passphrase, next: passphrase }), nothing),
  /** The window answers nothing but `vault.status` and `vault.unlock` after this; the engine goes on receiving and sending. */
  lockWindow: command(nothing, nothing),
  /** The engine's process ends and a fresh, locked one starts. */
  lock: command(nothing, nothing),
  /** A copy of vault and keys in one file, verified by opening it; null when the dialog was left. */
  saveBackup: command(nothing, backupFile.nullable()),
  /** Opens the chosen file with the passphrase, then puts it in place; the old files are kept beside it. Null when the dialog was left. */
  restoreBackup: command(z.strictObject({ passphrase, backup: z.string().max(200).nullable() }), backupFile.nullable()),
  /** What was set aside, newest first; for the owner to look at and delete. */
  setAside: query(nothing, z.array(setAsideFolder)),
  /** Deletes one of them for good. */
  deleteSetAside: command(z.strictObject({ name: shortText }), nothing),
};

export const vaultEvents = { 'vault.changed': z.strictObject({ state: vaultState }) };
