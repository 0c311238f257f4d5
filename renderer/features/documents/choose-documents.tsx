import { FileText, FolderOpen } from 'lucide-react';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { documentsText } from '../../text/documents.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { useKeys } from '../../ui/use-keys.ts';

type ChooseDocumentsProps = {
  readonly onChosen: (documentsId: string) => void;
  /** Offers batches that were begun earlier, too. */
  readonly earlier?: boolean;
};

/** A folder or files, chosen in the system's own dialog. */
export function ChooseDocuments({ onChosen, earlier = false }: ChooseDocumentsProps) {
  const choose = useCommand('documents.choose');
  const open = useQuery('documents.list', earlier ? {} : null, { refreshOn: ['documents.changed'] });
  const run = async (folder: boolean) => {
    const result = await choose.run({ folder });
    if (result === null || !('output' in result) || result.output.documentsId === null) return;
    onChosen(result.output.documentsId);
  };
  useKeys([{ keys: appKeys.attach, run: () => void run(true), when: earlier && !choose.running }]);
  return (
    <>
      <FailureBanner failure={choose.failure ?? open.failure} />
      <div className="documents-choose">
        <Button
          variant={earlier ? 'filled' : 'plain'}
          icon={FolderOpen}
          {...(earlier ? { keyHint: appKeys.attach, 'aria-keyshortcuts': ariaKeys(appKeys.attach) } : {})}
          busy={choose.running}
          onClick={() => void run(true)}
        >
          {documentsText.folder}
        </Button>
        <Button icon={FileText} disabled={choose.running} onClick={() => void run(false)}>
          {documentsText.files}
        </Button>
      </div>
      {open.data !== null && open.data.length > 0 && (
        <section className="documents-earlier">
          <h4>{documentsText.openTitle}</h4>
          <ul>
            {open.data.map((batch) => (
              <li key={batch.id}>
                <button type="button" className="place-link" dir="auto" onClick={() => onChosen(batch.id)}>
                  {documentsText.nameOf(batch)}
                </button>{' '}
                <span className="place-quiet">{documentsText.openRow(batch)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
