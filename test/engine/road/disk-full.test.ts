import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needMailServers } from '../../support/mail-servers/need-mail-servers.ts';
import { type MailServers, startMailServers } from '../../support/mail-servers/start-mail-servers.ts';
import { asBytes, type Practice, practiceAddress, practicePassword, startPractice } from '../../support/practice.ts';

const disk = mountSmallDisk();
const servers_ = await needMailServers();

/** A disk of a few megabytes in memory; null, said loudly, where none may be mounted. */
function mountSmallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'postern-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder], { stdio: 'pipe' });
    return folder;
  } catch {
    rmdirSync(folder);
    console.warn('SKIPPED, no small disk can be mounted here: only root may');
    return null;
  }
}

describe.skipIf(disk === null || !servers_)('a disk without space', { timeout: 60_000 }, () => {
  const folder = disk ?? '';
  let servers: MailServers;
  let practice: Practice;
  let patientId: string;

  beforeAll(async () => {
    servers = await startMailServers({
      domain: 'clinic.example',
      users: [
        { user: practiceAddress, password: practicePassword },
        { user: 'ana', password: 'password of a patient' },
      ],
    });
    practice = await startPractice(servers, { profile: join(folder, 'profile') });
    ({ patientId } = await practice.addPatient({ name: 'Ana', address: 'ana@clinic.example' }));
  });
  afterAll(async () => {
    await practice.stop();
    await servers.stop();
    execFileSync('umount', [folder]);
    rmdirSync(folder);
  });

  const free = () => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };

  /** Writes small things until none goes in any more, whatever room the database still has in its own files. */
  async function fill(): Promise<void> {
    writeFileSync(join(folder, 'more'), randomBytes(Math.max(0, free() - 20_000)));
    for (let at = 0; at < 3_000; at += 1) {
      try {
        await practice.call('settings.change', { signature: `${at} ${'x'.repeat(1_900)}` });
      } catch {
        return;
      }
    }
    throw new Error('the disk does not get full');
  }

  it('is said, and everything that was saved before stands', async () => {
    const draft = await practice.writeNew(patientId, { subject: 'Kept', html: '<div>Kept words.</div>' });
    writeFileSync(join(folder, 'somebody-elses'), randomBytes(Math.max(0, free() - 150_000)));
    const attach = practice.attach(draft.id, 'large.bin', randomBytes(3_000_000));
    await expect(attach).rejects.toMatchObject({ code: 'disk-full' });
    expect(await practice.call('drafts.get', { draftId: draft.id })).toMatchObject({ html: '<div>Kept words.</div>' });
    expect(await practice.call('journal.verify', {})).toMatchObject({ firstBroken: null });
  });

  it('loses no mail that comes meanwhile: the connection says why, and goes on when there is space', async () => {
    const large = `${'many words '.repeat(200)}\n`.repeat(400);
    const mail = { from: 'ana@clinic.example', subject: 'While it was full', text: large };
    await servers.deliver(asBytes(mail), practiceAddress);
    const state = await practice.until(
      async () => (await practice.call('account.get', {}))?.connection,
      (connection) => connection?.state === 'failed',
      20_000,
    );
    expect(state).toMatchObject({ code: 'disk-full' });
    execFileSync('mount', ['-o', 'remount,size=64m', folder]);
    await practice.call('account.syncNow', {});
    const { rows } = await practice.until(
      () => practice.call('threads.list', { view: { kind: 'role', role: 'inbox' }, cursor: null, limit: 5 }),
      (list) => list.rows.length === 1,
      20_000,
    );
    expect(rows[0]).toMatchObject({ subject: 'While it was full' });
  });

  it('neither loses nor doubles what is to be sent meanwhile', async () => {
    await practice.recordConsent(patientId);
    const draft = await practice.writeNew(patientId, {
      subject: 'Waits',
      html: '<div>A word.</div>',
      contentKind: 'general',
    });
    await practice.choose(draft.threadId ?? '', 'open');
    const [outboxId = ''] = await practice.send(draft);
    await fill();
    // Whether this still finds room in the database's own files is a matter of bytes.
    await practice.call('outbox.sendNow', {}).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 500));
    rmSync(join(folder, 'more'));
    await practice.call('outbox.sendNow', {});
    const state = async () => (await practice.row(outboxId))?.state ?? 'sent';
    // Unsure is honest where it left and that could not be written down.
    await practice.until(state, (found) => found === 'sent' || found === 'unsure', 40_000);
    await practice.until(
      () => servers.readMailbox('ana@clinic.example'),
      (list) => list.length === 1,
      20_000,
    );
  });

  it('lets the same work be done once there is space', async () => {
    const [row] = await practice.call('drafts.list', {});
    const draftId = row?.id ?? '';
    const { attachments } = await practice.call('drafts.get', { draftId });
    for (const { id } of attachments) await practice.call('drafts.removeAttachment', { attachmentId: id });
    await practice.attach(draftId, 'large.bin', randomBytes(3_000_000));
    expect((await practice.call('drafts.get', { draftId })).attachments).toMatchObject([{ complete: true }]);
  });
});
