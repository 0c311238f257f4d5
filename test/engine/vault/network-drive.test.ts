import { describe, expect, it } from 'vitest';
import { isOnNetworkMount, parseLinuxMounts, parseMacMounts } from '../../../main/engine/vault/network-drive.ts';

const mount = (type: string) => parseLinuxMounts(`/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/share ${type} rw 0 0\n`);

describe('a network drive', () => {
  it.each([
    'nfs4',
    'cifs',
    'smb3',
    '9p',
    'fuse.sshfs',
    'fuse.gvfsd-fuse',
    'fuse.kio-fuse',
    'fuse.s3fs',
    'vboxsf',
    'virtiofs',
  ])('is known by its type %s', (type) => {
    expect(isOnNetworkMount('/mnt/share/profile', mount(type))).toBe(true);
    expect(isOnNetworkMount('/home/maria', mount(type))).toBe(false);
  });

  it.each(['ext4', 'btrfs', 'fuse.ntfs-3g', 'fuse.gocryptfs', 'tmpfs'])(
    'is not taken for one by its type %s',
    (type) => {
      expect(isOnNetworkMount('/mnt/share/profile', mount(type))).toBe(false);
    },
  );

  it('is found in what macOS lists, by the longest folder', () => {
    const mounts = parseMacMounts(
      '/dev/disk3s1 on / (apfs, sealed, local)\n//maria@nas/office on /Volumes/office (smbfs, nodev)\n',
    );
    expect(isOnNetworkMount('/Volumes/office/Postern', mounts)).toBe(true);
    expect(isOnNetworkMount('/Volumes/officeother', mounts)).toBe(false);
  });
});
