import { useCommand } from '../../engine/use-command.ts';
import { kitText } from '../../text/kit.ts';
import { linkText } from '../../text/messages.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { useToast } from '../../ui/toast.tsx';
import { type LinkTarget, linkTarget } from './link-target.ts';
import type { MailLink } from './safe-mail.ts';

type LinkDialogProps = {
  readonly link: MailLink;
  readonly onClose: () => void;
  readonly onWrite: (address: string) => void;
};

/** Says where a link of a message goes; nothing opens before a person said so here. */
export function LinkDialog({ link, onClose, onWrite }: LinkDialogProps) {
  const target = linkTarget(link);
  return target.kind === 'web' ? (
    <WebDialog target={target} onClose={onClose} />
  ) : (
    <Dialog
      title={linkText.mailTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{kitText.cancel}</Button>
          <Button
            variant="filled"
            onClick={() => {
              onClose();
              onWrite(target.address);
            }}
          >
            {linkText.write}
          </Button>
        </>
      }
    >
      <strong className="link-host">{target.address}</strong>
    </Dialog>
  );
}

function WebDialog({
  target,
  onClose,
}: {
  readonly target: Extract<LinkTarget, { kind: 'web' }>;
  readonly onClose: () => void;
}) {
  const toast = useToast();
  const open = useCommand('messages.openLink');
  const copy = async () => {
    await navigator.clipboard.writeText(target.url);
    toast({ words: linkText.copied });
  };
  return (
    <Dialog
      title={linkText.title}
      width="medium"
      onClose={onClose}
      actions={
        <>
          <Button variant="quiet" onClick={copy}>
            {linkText.copy}
          </Button>
          <Button onClick={onClose}>{kitText.cancel}</Button>
          <Button
            variant="filled"
            busy={open.running}
            onClick={async () => {
              const result = await open.run({ url: target.url });
              if (result !== null && 'output' in result) onClose();
            }}
          >
            {linkText.open}
          </Button>
        </>
      }
    >
      <div>
        <div className="link-label">{linkText.goesTo}</div>
        <strong className="link-host">{target.host}</strong>
      </div>
      {target.shownHost !== null && (
        <Banner tone="amber" announce={null}>
          {linkText.otherHost(target.shownHost)}
        </Banner>
      )}
      {target.lookAlike && (
        <Banner tone="amber" announce={null}>
          {linkText.lookAlike}
        </Banner>
      )}
      <div>
        <div className="link-label">{linkText.wholeAddress}</div>
        <div className="link-address">{target.url}</div>
      </div>
      {target.upgraded && <p>{linkText.upgraded}</p>}
      <FailureBanner failure={open.failure} />
    </Dialog>
  );
}
