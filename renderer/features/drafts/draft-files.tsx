import { Paperclip, X } from 'lucide-react';
import type { DraftAttachment } from '../../../main/contract/drafts.ts';
import { draftsText } from '../../text/drafts.ts';
import { formatSize } from '../../text/format.ts';
import type { Upload } from './use-uploads.ts';

type DraftFilesProps = {
  readonly attachments: readonly DraftAttachment[];
  readonly uploads: readonly Upload[];
  readonly onRemove: (attachmentId: string) => void;
  readonly onForget: (key: number) => void;
};

/** The files of a draft: those that are there, and those on their way with how far they are. */
export function DraftFiles({ attachments, uploads, onRemove, onForget }: DraftFilesProps) {
  const onTheWay = new Set(uploads.map(({ name }) => name));
  const there = attachments.filter((one) => one.complete || !onTheWay.has(one.name));
  if (there.length === 0 && uploads.length === 0) return null;
  return (
    <ul className="draft-files" aria-label={draftsText.attachments}>
      {there.map((attachment) => (
        <li key={attachment.id} className="draft-file">
          <Paperclip size={14} aria-hidden />
          <span className="draft-file-name">{attachment.name}</span>
          <span className="draft-file-size">
            {attachment.complete ? formatSize(attachment.size) : draftsText.notComplete}
          </span>
          <RemoveButton name={attachment.name} onClick={() => onRemove(attachment.id)} />
        </li>
      ))}
      {uploads.map((upload) => (
        <UploadLine key={upload.key} upload={upload} onForget={() => onForget(upload.key)} />
      ))}
    </ul>
  );
}

function UploadLine({ upload, onForget }: { readonly upload: Upload; readonly onForget: () => void }) {
  const { name, size, sent, failed } = upload;
  if (failed) {
    return (
      <li className="draft-file draft-file-failed">
        <span className="draft-file-name">{draftsText.fileFailed(name)}</span>
        <RemoveButton name={name} onClick={onForget} />
      </li>
    );
  }
  const percent = size === 0 ? 100 : Math.floor((sent / size) * 100);
  return (
    <li className="draft-file">
      <span className="draft-file-name">{name}</span>
      <progress
        className="draft-file-progress"
        max={100}
        value={percent}
        aria-label={draftsText.uploading(name, percent)}
      />
    </li>
  );
}

function RemoveButton({ name, onClick }: { readonly name: string; readonly onClick: () => void }) {
  return (
    <button type="button" className="draft-file-remove" aria-label={draftsText.removeFile(name)} onClick={onClick}>
      <X size={14} aria-hidden />
    </button>
  );
}
