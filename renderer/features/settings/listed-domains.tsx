import { type FormEvent, useState } from 'react';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { transportText } from '../../text/transport.ts';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import './listed-domains.css';
import { SettingsRow } from '../../ui/settings-row.tsx';

/** The mail domains that somebody vouches for, each with who, when and why. */
export function ListedDomains() {
  const listed = useQuery('transport.listed', {}, { refreshOn: ['transport.listed-changed'] });
  const unlist = useCommand('transport.unlistDomain');
  return (
    <SettingsRow title={transportText.listed} words={transportText.listedWords}>
      {listed.data !== null && listed.data.length > 0 && (
        <ul className="listed-domains">
          {listed.data.map(({ domain, note, by, at }) => (
            <li key={domain} className="listed-domain">
              <div className="listed-domain-words">
                <strong>{domain}</strong>
                <span className="settings-note">{transportText.listedLine(by, at)}</span>
                <p>{note}</p>
              </div>
              <Button
                size="small"
                aria-label={transportText.unlistNamed(domain)}
                onClick={() => void unlist.run({ domain })}
              >
                {transportText.unlist}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <FailureBanner failure={listed.failure ?? unlist.failure} />
      <ListForm />
    </SettingsRow>
  );
}

function ListForm() {
  const [domain, setDomain] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const list = useCommand('transport.listDomain');
  const name = domain.trim().replace(/^.*@/, '');
  const wrong = !/^[^\s@.]+(\.[^\s@.]+)+$/.test(name);
  const empty = note.trim() === '';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wrong || empty) return;
    const result = await list.run({ domain: name, note: note.trim() });
    if (!result || 'failure' in result) return;
    setDomain('');
    setNote('');
    setTried(false);
  };
  return (
    <form className="account-form" onSubmit={submit}>
      <TextField
        label={transportText.domain}
        hint={transportText.domainHint}
        value={domain}
        maxLength={200}
        problem={tried && wrong ? transportText.domainWrong : null}
        onChange={setDomain}
      />
      <TextArea
        label={transportText.note}
        hint={transportText.noteHint}
        value={note}
        rows={2}
        maxLength={2_000}
        problem={tried && empty ? transportText.noteMissing : null}
        onChange={setNote}
      />
      <FailureBanner failure={list.failure} />
      <div className="settings-actions">
        <Button type="submit" busy={list.running}>
          {transportText.list}
        </Button>
      </div>
    </form>
  );
}
