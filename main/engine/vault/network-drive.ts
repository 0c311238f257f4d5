import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, sep } from 'node:path';

/** File systems whose locks and flushes cannot be trusted: SQLite corrupts on them (sqlite.org/howtocorrupt.html, 2.1). */
const networkTypes =
  /^(nfs\d?|cifs|smb\d?|smbfs|afpfs|webdav|davfs|9p|afs|ncpfs|glusterfs|ceph|lustre|vboxsf|virtiofs|fuse\..+)$/;

/** File systems in user space that are on this computer's own disks. */
const localInUserSpace =
  /^fuse\.(ntfs|ntfs-3g|exfat|ext2|ext4|portal|gocryptfs|encfs|veracrypt|fuse-overlayfs|bindfs)$/;

export type Mount = { readonly folder: string; readonly type: string };

/** Mounts from Linux's /proc/self/mounts. */
export function parseLinuxMounts(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [, folder, type] = line.split(' ');
    return folder && type ? [{ folder: folder.replace(/\\040/g, ' '), type }] : [];
  });
}

/** Mounts from macOS's `mount`: "//user@host/share on /Volumes/share (smbfs, nodev, ...)". */
export function parseMacMounts(text: string): Mount[] {
  return [...text.matchAll(/^.* on (.+) \(([a-z0-9]+)/gm)].map(([, folder = '', type = '']) => ({ folder, type }));
}

/** True where the mount that holds `path` is a network one. */
export function isOnNetworkMount(path: string, mounts: readonly Mount[]): boolean {
  const holding = mounts
    .filter(({ folder }) => path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
  return holding !== undefined && networkTypes.test(holding.type) && !localInUserSpace.test(holding.type);
}

function nearestExisting(path: string): string {
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return realpathSync.native(folder);
}

/** True where `path` is on a network drive. On Windows the real path of a mapped drive begins with two backslashes. */
export function isNetworkDrive(path: string, platform: NodeJS.Platform = process.platform): boolean {
  const real = nearestExisting(path);
  if (platform === 'win32') return real.startsWith(`${sep}${sep}`);
  if (platform === 'darwin')
    return isOnNetworkMount(real, parseMacMounts(execFileSync('/sbin/mount', { encoding: 'utf8' })));
  return isOnNetworkMount(real, parseLinuxMounts(readFileSync('/proc/self/mounts', 'utf8')));
}
