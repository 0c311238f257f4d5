import { Braces, GitFork, History, Save, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ContentKind } from '../../../main/contract/fields.ts';
import type { SendPurpose, TemplateContent, TemplateView } from '../../../main/contract/templates.ts';
import { useKept } from '../../app/use-kept.ts';
import { call } from '../../engine/call.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { useSettled } from '../../engine/use-settled.ts';
import { formatShort } from '../../text/format.ts';
import { contentKindNames, problemWords, sendPurposeNames, templatesText } from '../../text/templates.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { appKeys } from '../../ui/keys.ts';
import { Menu } from '../../ui/menu.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { Select } from '../../ui/select.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { RichEditor } from '../drafts/rich-editor.tsx';
import { ConditionDialog } from './condition-dialog.tsx';
import { FieldDialog } from './field-dialog.tsx';
import { RemoveTemplate } from './remove-template.tsx';
import { TemplatePreview } from './template-preview.tsx';
import { useTagHighlight } from './use-tag-highlight.ts';

type EditorProps = {
  /** Null: a new one. */
  readonly template: TemplateView | null;
  readonly onSaved: (templateId: string) => void;
  readonly onRemoved: () => void;
};

const empty: TemplateContent = {
  name: '',
  purpose: 'treatment',
  contentKind: 'health',
  subject: '',
  html: '<div>Dear {{ first_name | default: "patient" }},</div><div><br></div><div><br></div><div>{{ practice_name }}</div>',
};
const purposes = (Object.keys(sendPurposeNames) as SendPurpose[]).map((value) => ({
  value,
  label: sendPurposeNames[value],
}));
const kinds = (Object.keys(contentKindNames) as ContentKind[]).map((value) => ({
  value,
  label: contentKindNames[value],
}));

type Edited = {
  readonly content: TemplateContent;
  readonly version: number /** Another text from outside. */;
  readonly round: number;
};

function begin(template: TemplateView | null): Edited {
  if (template === null) return { content: empty, version: 0, round: 0 };
  const { name, purpose, contentKind, subject, html, version } = template;
  return { content: { name, purpose, contentKind, subject, html }, version, round: 0 };
}

/** A template being written, and beside it the letter as one patient would read it. */
export function TemplateEditor({ template, onSaved, onRemoved }: EditorProps) {
  const edited = useKept(`template ${template?.id ?? 'new'}`, begin(template));
  const { content, version, round } = edited.value;
  const change = (patch: Partial<TemplateContent>) =>
    edited.set({ ...edited.value, content: { ...content, ...patch } });
  const source = useSettled(content);
  const { subject, html, contentKind } = source;
  const check = useQuery('templates.check', { subject, html, contentKind }, { keepPrevious: true });
  const fields = useQuery('templates.fields', {});
  const save = useCommand('templates.save');
  const toast = useToast();
  const [asking, setAsking] = useState<'field' | 'subject-field' | 'condition' | 'remove' | null>(null);
  const [tried, setTried] = useState(false);
  const text = useRef<HTMLDivElement>(null);
  const subjectLine = useRef<HTMLInputElement>(null);
  const insert = useRef<((lines: readonly string[]) => void) | null>(null);
  useTagHighlight(text, content.html);

  const saveNow = async () => {
    setTried(true);
    if (content.name.trim() === '') return;
    const result = await save.run({ templateId: template?.id ?? null, version, content });
    if (result === null || !('output' in result)) return;
    setTried(false);
    edited.restart({ ...edited.value, version: result.output.version });
    toast({ words: templatesText.savedToast });
    onSaved(result.output.templateId);
  };
  const takeVersion = async (number: number) => {
    if (template === null) return;
    const old = begin(await call('templates.get', { templateId: template.id, version: number }));
    edited.set({ content: old.content, version, round: round + 1 });
    toast({ words: templatesText.versionTaken(number) });
  };
  const intoSubject = (tag: string) => {
    const line = subjectLine.current;
    const at = line?.selectionStart ?? content.subject.length;
    change({ subject: `${content.subject.slice(0, at)}${tag}${content.subject.slice(line?.selectionEnd ?? at)}` });
  };
  useKeys([
    { keys: appKeys.save, run: () => void saveNow() },
    { keys: templatesText.fieldKey, run: () => setAsking('field') },
    { keys: templatesText.conditionKey, run: () => setAsking('condition') },
  ]);
  const problems = check.data?.problems ?? [];
  const raised = check.data !== null && check.data.contentKind !== source.contentKind;

  return (
    <>
      <header className="side-pane-page-head template-head">
        <TextField
          label={templatesText.name}
          value={content.name}
          maxLength={200}
          dir="auto"
          autoFocus={template === null}
          problem={tried && content.name.trim() === '' ? templatesText.nameMissing : null}
          onChange={(name) => change({ name })}
        />
        <div className="template-head-actions">
          {template && template.version > 0 && <Versions templateId={template.id} onTake={takeVersion} />}
          {template && <IconButton icon={Trash2} label={templatesText.remove} onClick={() => setAsking('remove')} />}
          <Button
            variant="filled"
            icon={Save}
            keyHint={appKeys.save}
            busy={save.running}
            onClick={() => void saveNow()}
          >
            {templatesText.save}
          </Button>
        </div>
      </header>
      <ScrollArea label={templatesText.letter} className="side-pane-page-body template-scroll">
        <FailureBanner failure={save.failure} />
        {problems.length > 0 && (tried || problems.some(({ code }) => code !== 'no-subject' && code !== 'no-text')) && (
          <Banner tone="red" title={templatesText.problemsTitle}>
            <ul>
              {problems.map((problem) => (
                <li key={`${problem.where} ${problem.code} ${problem.detail}`}>{problemWords(problem)}</li>
              ))}
            </ul>
          </Banner>
        )}
        <div className="template-kinds">
          <Select
            label={templatesText.purpose}
            value={content.purpose}
            options={purposes}
            onChange={(purpose) => change({ purpose })}
          />
          <Select
            label={templatesText.content}
            value={content.contentKind}
            options={kinds}
            hint={raised && check.data && templatesText.contentRaised(contentKindNames[check.data.contentKind])}
            onChange={(kind) => change({ contentKind: kind })}
          />
        </div>
        <div className="side-pane-page-columns template-columns">
          <div className="template-sheet">
            <div className="template-subject">
              <label htmlFor="template-subject">{templatesText.subject}</label>
              <input
                id="template-subject"
                ref={subjectLine}
                type="text"
                dir="auto"
                autoComplete="off"
                maxLength={400}
                value={content.subject}
                onChange={(event) => change({ subject: event.target.value })}
              />
              <IconButton icon={Braces} label={templatesText.subjectField} onClick={() => setAsking('subject-field')} />
            </div>
            <RichEditor
              key={round}
              html={content.html}
              onChange={(next) => change({ html: next })}
              onFiles={() => {}}
              autoFocus={false}
              field={text}
              insert={insert}
              tools={
                <>
                  <Button
                    size="small"
                    variant="quiet"
                    icon={Braces}
                    keyHint={templatesText.fieldKey}
                    onClick={() => setAsking('field')}
                  >
                    {templatesText.field}
                  </Button>
                  <Button
                    size="small"
                    variant="quiet"
                    icon={GitFork}
                    keyHint={templatesText.conditionKey}
                    onClick={() => setAsking('condition')}
                  >
                    {templatesText.condition}
                  </Button>
                </>
              }
            />
          </div>
          <TemplatePreview source={{ subject, html, contentKind, purpose: source.purpose }} />
        </div>
      </ScrollArea>
      {(asking === 'field' || asking === 'subject-field') && (
        <FieldDialog
          fields={fields.data ?? []}
          onClose={() => setAsking(null)}
          onInsert={(tag) => {
            setAsking(null);
            if (asking === 'field') insert.current?.([tag]);
            else intoSubject(tag);
          }}
        />
      )}
      {asking === 'condition' && (
        <ConditionDialog
          fields={fields.data ?? []}
          onClose={() => setAsking(null)}
          onInsert={(lines) => {
            setAsking(null);
            insert.current?.(lines);
          }}
        />
      )}
      {asking === 'remove' && template && (
        <RemoveTemplate templateId={template.id} onClose={() => setAsking(null)} onRemoved={onRemoved} />
      )}
    </>
  );
}

function Versions({
  templateId,
  onTake,
}: {
  readonly templateId: string;
  readonly onTake: (version: number) => Promise<void>;
}) {
  const versions = useQuery('templates.versions', { templateId }, { refreshOn: ['templates.changed'] });
  return (
    <Menu
      label={templatesText.versions}
      items={(versions.data ?? []).slice(0, 20).map(({ version, savedAt, savedBy }) => ({
        id: String(version),
        label: templatesText.version(version, formatShort(savedAt), savedBy),
        run: () => void onTake(version),
      }))}
      button={(props) => (
        <Button {...props} variant="quiet" icon={History}>
          {templatesText.versions}
        </Button>
      )}
    />
  );
}
