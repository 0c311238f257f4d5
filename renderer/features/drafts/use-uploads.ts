import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../engine/call.ts';

/** Attachments cross to the engine in pieces of this many bytes, one answered before the next. */
const pieceBytes = 1024 * 1024;

/** A file on its way into the draft. */
export type Upload = {
  readonly key: number;
  readonly name: string;
  readonly size: number;
  /** Bytes that are there. */
  readonly sent: number;
  readonly failed: boolean;
};

type Uploads = {
  readonly uploads: readonly Upload[];
  readonly add: (files: readonly File[]) => void;
  /** Forgets a file that failed. */
  readonly forget: (key: number) => void;
};

async function attach(
  draftId: string,
  file: File,
  stopped: () => boolean,
  onSent: (bytes: number) => void,
): Promise<void> {
  const attachment = await call('drafts.addAttachment', {
    draftId,
    name: file.name.slice(0, 200) || 'file',
    contentType: file.type.slice(0, 200) || 'application/octet-stream',
    size: file.size,
  });
  for (let offset = 0; offset < file.size || offset === 0; offset += pieceBytes) {
    if (stopped()) return;
    const bytes = new Uint8Array(await file.slice(offset, offset + pieceBytes).arrayBuffer());
    await call('drafts.addAttachmentPiece', { attachmentId: attachment.id, offset, bytes });
    onSent(Math.min(file.size, offset + bytes.length));
    if (file.size === 0) return;
  }
}

/** Brings files into a draft, one after the other, with their progress. `onDone` is called after each. */
export function useUploads(draftId: string | null, onDone: () => void): Uploads {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const count = useRef(0);
  const current = useRef(draftId);
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  useEffect(() => {
    current.current = draftId;
    setUploads([]);
    return () => {
      current.current = null;
    };
  }, [draftId]);

  const forget = useCallback((key: number) => setUploads((all) => all.filter((one) => one.key !== key)), []);
  const add = useCallback(
    (files: readonly File[]) => {
      const change = (key: number, patch: Partial<Upload>) =>
        setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...patch } : one)));
      for (const file of files) {
        count.current += 1;
        const key = count.current;
        setUploads((all) => [...all, { key, name: file.name, size: file.size, sent: 0, failed: false }]);
        queue.current = queue.current.then(async () => {
          if (draftId === null || current.current !== draftId) return;
          try {
            await attach(
              draftId,
              file,
              () => current.current !== draftId,
              (sent) => change(key, { sent }),
            );
            forget(key);
          } catch {
            change(key, { failed: true });
          }
          if (current.current === draftId) done.current();
        });
      }
    },
    [draftId, forget],
  );
  return { uploads, add, forget };
}
