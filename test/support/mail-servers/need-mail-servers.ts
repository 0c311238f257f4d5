import { isRoot, needPackages } from '../debian.ts';

/** True once Dovecot and Postfix are there and can be started; false, said loudly, where this suite has to be skipped. */
export async function needMailServers(): Promise<boolean> {
  if (!(await needPackages(['dovecot-imapd', 'dovecot-lmtpd', 'postfix']))) return false;
  if (isRoot()) return true;
  if (process.env.CI) throw new Error('Dovecot and Postfix have to be started by root');
  console.warn('SKIPPED, Dovecot and Postfix have to be started by root');
  return false;
}
