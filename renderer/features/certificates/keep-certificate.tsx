import { FileBadge } from 'lucide-react';
import { useCommand } from '../../engine/use-command.ts';
import { certificatesText } from '../../text/certificates.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { useToast } from '../../ui/toast.tsx';
import './certificates.css';

/** Offers to keep the certificate that a signed message came with. */
export function KeepCertificate({ messageId }: { readonly messageId: string }) {
  const keep = useCommand('certificates.keep');
  const toast = useToast();
  return (
    <div className="certificate-offer">
      <Button
        size="small"
        icon={FileBadge}
        busy={keep.running}
        onClick={async () => {
          const result = await keep.run({ messageId });
          if (result !== null && 'output' in result) toast({ words: certificatesText.kept });
        }}
      >
        {certificatesText.keep}
      </Button>
      <span>{certificatesText.keepWords}</span>
      <FailureBanner failure={keep.failure} />
    </div>
  );
}
