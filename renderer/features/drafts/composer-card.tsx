import { BookCheck, Paperclip } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { draftsText } from '../../text/drafts.ts';
import { classNames } from '../../ui/class-names.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { appKeys } from '../../ui/keys.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { CameBack } from './came-back.tsx';
import './composer.css';
import { ComposerHead } from './composer-head.tsx';
import { ContentPicker } from './content-picker.tsx';
import { DiscardDraft } from './discard-draft.tsx';
import { DraftFiles } from './draft-files.tsx';
import type { KeeperState } from './draft-keeper.ts';
import { DraftQuote } from './draft-quote.tsx';
import { QuestionsDialog } from './questions-dialog.tsx';
import { RichEditor } from './rich-editor.tsx';
import type { Composer } from './use-composer.ts';

type ComposerCardProps = {
  readonly composer: Composer;
  /** Focus the text at once: an answer was asked for just now. */
  readonly autoFocus: boolean;
  /** A patient was picked as the recipient. */
  readonly onPatient: (patientId: string) => void;
};

const stateWords: Readonly<Record<KeeperState, string>> = {
  saved: draftsText.saved,
  typing: draftsText.saving,
  saving: draftsText.saving,
  failed: draftsText.notSaved,
};

/** A message being written: whom it goes to, what they will see, text, quote, files. */
export function ComposerCard({ composer, autoFocus, onPatient }: ComposerCardProps) {
  const { draft, content, questions } = composer;
  const text = useRef<HTMLDivElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const drop = useDrop(composer.addFiles);
  useKeys([{ keys: appKeys.attach, run: () => picker.current?.click() }]);
  const asksWhom = content.to.length === 0;
  return (
    <section
      className={classNames('composer', drop.over && 'composer-drop')}
      aria-label={draftsText.kinds[draft.kind]}
      {...drop.handlers}
    >
      <ComposerHead composer={composer} focusRecipients={autoFocus && asksWhom} onPatient={onPatient} />
      <CameBack preview={composer.preview} />
      <RichEditor
        key={draft.id}
        html={content.html}
        field={text}
        autoFocus={autoFocus && !asksWhom}
        onChange={(html) => composer.change({ html })}
        onFiles={composer.addFiles}
        below={<DraftQuote quote={draft.quote} onDrop={composer.dropQuote} />}
        tools={
          <>
            <IconButton
              icon={Paperclip}
              label={draftsText.attach}
              keyHint={appKeys.attach}
              onClick={() => picker.current?.click()}
            />
            <DiscardDraft onDiscard={composer.discard} />
            <span className="composer-state" role="status">
              {stateWords[composer.state]}
            </span>
            <ContentPicker value={content.contentKind} onChange={(contentKind) => composer.change({ contentKind })} />
          </>
        }
      />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          composer.addFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {content.asks !== undefined && <AskNote onLeave={() => composer.change({ asks: undefined })} />}
      <DraftFiles
        attachments={draft.attachments}
        uploads={composer.uploads}
        onRemove={composer.removeAttachment}
        onForget={composer.forgetUpload}
      />
      {composer.failure !== null && (
        <div className="composer-failure">
          <FailureBanner failure={composer.failure} />
        </div>
      )}
      {drop.over && <p className="composer-drop-words">{draftsText.dropHere}</p>}
      {questions.length > 0 && (
        <QuestionsDialog
          questions={questions}
          sending={composer.sending}
          onClose={composer.leaveQuestions}
          onGoOn={() => composer.send(questions)}
        />
      )}
    </section>
  );
}

/** The letter asks for a consent: said here, since it writes into the consent record. */
function AskNote({ onLeave }: { readonly onLeave: () => void }) {
  return (
    <p className="composer-note">
      <BookCheck size={16} aria-hidden />
      <span>{draftsText.asks}</span>
      <button type="button" className="text-fold" onClick={onLeave}>
        {draftsText.asksNot}
      </button>
    </p>
  );
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files');
}

/** Files that are dropped become attachments. */
function useDrop(addFiles: (files: readonly File[]) => void) {
  const [over, setOver] = useState(false);
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        const inside = event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
        if (!inside) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(false);
        addFiles([...event.dataTransfer.files]);
      },
    },
  };
}
