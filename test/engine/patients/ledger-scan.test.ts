import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Practice, startPractice } from '../../support/practice.ts';

describe('the scan of a signed form', () => {
  const folder = mkdtempSync(join(tmpdir(), 'postern-scan-'));
  const scan = randomBytes(700_000);
  let practice: Practice;
  let asked: string[] = [];
  let path: string | null = null;
  let patientId: string;
  let rowId: string;

  beforeAll(async () => {
    practice = await startPractice(null, {
      host: {
        chooseSavePath: async ({ name }) => {
          asked.push(name);
          return path;
        },
      },
    });
    ({ patientId } = await practice.addPatient({ name: 'Ana', address: 'ana@clinic.example' }));
    rowId = await record({ name: 'form.pdf', bytes: new Uint8Array(scan) });
  });
  afterAll(async () => {
    await practice.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function record(form: { readonly name: string; readonly bytes: Uint8Array } | null): Promise<string> {
    const recorded = await practice.call('patients.recordConsent', {
      patientId,
      purpose: 'unencrypted-email',
      event: 'given',
      how: 'signed-form',
      wording: 'the words',
      wordingVersion: '1',
      warned: true,
      until: null,
      threadId: null,
      scan: form,
    });
    return recorded.rowId;
  }

  it('is saved byte for byte where a person says, readable by nobody else', async () => {
    path = join(folder, 'saved.pdf');
    expect(await practice.call('patients.saveLedgerScan', { rowId, name: 'form.pdf' })).toEqual({
      savedAs: 'saved.pdf',
    });
    expect(readFileSync(path).equals(scan)).toBe(true);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('is suggested under a name that hides neither a folder nor its ending', async () => {
    asked = [];
    path = join(folder, 'other.pdf');
    await practice.call('patients.saveLedgerScan', { rowId, name: '../../etc/\u202efdp.exe' });
    expect(asked).toEqual(['_.._etc__fdp.exe']);
  });

  it('is not written when the dialog is left', async () => {
    path = null;
    expect(await practice.call('patients.saveLedgerScan', { rowId, name: 'form.pdf' })).toEqual({ savedAs: null });
  });

  it('says why it cannot be written', async () => {
    path = join(folder, 'no such folder', 'form.pdf');
    await expect(practice.call('patients.saveLedgerScan', { rowId, name: 'form.pdf' })).rejects.toMatchObject({
      code: 'file-unwritable',
    });
  });

  it('is asked for in vain where the row has none, before any dialog', async () => {
    asked = [];
    const bare = await record(null);
    for (const row of [bare, 'cr_doesnotexist']) {
      await expect(practice.call('patients.saveLedgerScan', { rowId: row, name: 'form.pdf' })).rejects.toMatchObject({
        code: 'not-found',
      });
    }
    expect(asked).toEqual([]);
  });
});
