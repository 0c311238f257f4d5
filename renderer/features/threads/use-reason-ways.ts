import type { ModeOption, ThreadDetail } from '../../../main/contract/threads.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { useCommand } from '../../engine/use-command.ts';
import { certificatesText } from '../../text/certificates.ts';
import { reasonWays } from '../../text/threads.ts';
import { useToast } from '../../ui/toast.tsx';

export type ReasonWay = { readonly label: string; readonly run: () => void };

/** What gets a way of writing that cannot be chosen yet; null where the card says it elsewhere, or nothing does. */
export function useReasonWays(thread: ThreadDetail): (option: ModeOption) => ReasonWay | null {
  const { go } = useNavigation();
  const toast = useToast();
  const keep = useCommand('certificates.keep');
  const patientId = thread.patient?.id ?? null;
  const settings = (section: 'keys' | 'certificates') => () => go({ kind: 'settings', section });
  /** Of a patient it is kept on their page, of everybody else in the settings. */
  const add = (section: 'keys' | 'certificates'): ReasonWay => ({
    label: reasonWays.add,
    run: patientId === null ? settings(section) : () => go({ kind: 'patients', patientId }),
  });
  const came = thread.messages.findLast(({ offersCertificate }) => offersCertificate === true);
  return ({ mode, reason }) => {
    if (reason === 'no-own-certificate') return { label: reasonWays.set, run: settings('certificates') };
    if (reason === 'certificate-came' && came !== undefined) {
      const run = async () => {
        const result = await keep.run({ messageId: came.id });
        if (result !== null && 'output' in result) toast({ words: certificatesText.kept });
      };
      return { label: reasonWays.keep, run: () => void run() };
    }
    if (mode === 'openpgp') return add('keys');
    return mode === 'smime' ? add('certificates') : null;
  };
}
