import { useState } from 'react';
import type { SetAsideFolder } from '../../../main/contract/vault.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { settingsText } from '../../text/settings.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import './listed-domains.css';
import { SettingsRow } from '../../ui/settings-row.tsx';

/** What restored backups took the place of, each with a way to delete it; nothing where there is none. */
export function SetAside() {
  const folders = useQuery('vault.setAside', {}, { refreshOn: ['vault.changed'] });
  const [asked, setAsked] = useState<SetAsideFolder | null>(null);
  if (!folders.failure && (folders.data === null || folders.data.length === 0)) return null;
  return (
    <SettingsRow title={settingsText.setAside} words={settingsText.setAsideWords}>
      <FailureBanner failure={folders.failure} />
      <ul className="listed-domains">
        {folders.data?.map((folder) => (
          <li key={folder.name} className="listed-domain">
            <div className="listed-domain-words">
              <strong>{settingsText.setAsideAt(folder.at)}</strong>
              <span className="settings-note">{settingsText.setAsideSize(folder.size)}</span>
            </div>
            <Button size="small" aria-label={settingsText.setAsideDeleteOf(folder.at)} onClick={() => setAsked(folder)}>
              {settingsText.setAsideDelete}
            </Button>
          </li>
        ))}
      </ul>
      {asked && (
        <DeleteSetAside
          folder={asked}
          onClose={() => {
            setAsked(null);
            folders.refresh();
          }}
        />
      )}
    </SettingsRow>
  );
}

function DeleteSetAside({ folder, onClose }: { readonly folder: SetAsideFolder; readonly onClose: () => void }) {
  const remove = useCommand('vault.deleteSetAside');
  return (
    <Dialog
      title={settingsText.setAsideTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{settingsText.setAsideKeep}</Button>
          <Button
            variant="danger"
            busy={remove.running}
            onClick={async () => {
              const result = await remove.run({ name: folder.name });
              if (result !== null && 'output' in result) onClose();
            }}
          >
            {settingsText.setAsideDelete}
          </Button>
        </>
      }
    >
      <p>
        {settingsText.setAsideAt(folder.at)}, {settingsText.setAsideSize(folder.size)}.
      </p>
      <p>{settingsText.setAsideConfirm}</p>
      <FailureBanner failure={remove.failure} />
    </Dialog>
  );
}
