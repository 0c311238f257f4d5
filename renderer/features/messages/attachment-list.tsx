import { Download, File, FileImage, FileText } from 'lucide-react';
import type { AttachmentView } from '../../../main/contract/messages.ts';
import { useCommand } from '../../engine/use-command.ts';
import { formatSize } from '../../text/format.ts';
import { messagesText } from '../../text/messages.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { useToast } from '../../ui/toast.tsx';

function iconOf(contentType: string) {
  if (contentType.startsWith('image/')) return FileImage;
  return contentType === 'application/pdf' || contentType.startsWith('text/') ? FileText : File;
}

/** The files of a message, each to be saved where a person says. */
export function AttachmentList({ attachments }: { readonly attachments: readonly AttachmentView[] }) {
  const toast = useToast();
  const save = useCommand('messages.saveAttachment');
  if (attachments.length === 0) return null;
  const saveOne = async (attachment: AttachmentView) => {
    const result = await save.run({ attachmentId: attachment.id });
    if (result === null || !('output' in result) || result.output.savedAs === null) return;
    toast({ words: messagesText.savedAs(result.output.savedAs) });
  };
  return (
    <div className="attachments">
      <ul className="attachment-list" aria-label={messagesText.attachments}>
        {attachments.map((attachment) => {
          const Icon = iconOf(attachment.contentType);
          return (
            <li key={attachment.id}>
              <button
                type="button"
                className="attachment"
                title={messagesText.saveFile(attachment.name)}
                onClick={() => saveOne(attachment)}
              >
                <Icon size={16} aria-hidden />
                <span className="attachment-name">{attachment.name}</span>
                <span className="attachment-size">{formatSize(attachment.size)}</span>
                <Download size={16} aria-hidden />
                <span className="attachment-save">{messagesText.save}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <FailureBanner failure={save.failure} />
    </div>
  );
}
