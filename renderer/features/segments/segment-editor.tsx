import { Save, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { SegmentSummary } from '../../../main/contract/segments.ts';
import { useKept } from '../../app/use-kept.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { useSettled } from '../../engine/use-settled.ts';
import { formatShort } from '../../text/format.ts';
import { segmentsText } from '../../text/segments.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { appKeys } from '../../ui/keys.ts';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { Audience } from './audience.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { ruleOf, treeOf } from './rule-tree.ts';

type EditorProps = {
  /** Null: a new one. */
  readonly segment: SegmentSummary | null;
  readonly onSaved: (segmentId: string) => void;
  readonly onRemoved: () => void;
};

const noChoices = {
  doctors: [],
  tags: [],
  fields: [],
  observations: [],
  conditions: [],
  treatments: [],
  immunizations: [],
};

/** A group's name and rule, and beside them who fits it today. */
export function SegmentEditor({ segment, onSaved, onRemoved }: EditorProps) {
  const begin = (from: SegmentSummary | null) => ({
    name: from?.name ?? '',
    tree: treeOf(from?.rule ?? { is: 'all', rules: [] }),
    version: from?.version ?? 0,
  });
  const edited = useKept(`segment ${segment?.id ?? 'new'}`, begin(segment));
  const { name, tree, version } = edited.value;
  const choices = useQuery('segments.choices', {});
  const save = useCommand('segments.save');
  const toast = useToast();
  const [nameMissing, setNameMissing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const rule = ruleOf(useSettled(tree));

  const saveNow = async () => {
    if (name.trim() === '') return setNameMissing(true);
    const result = await save.run({ segmentId: segment?.id ?? null, version, name: name.trim(), rule: ruleOf(tree) });
    if (result === null || !('output' in result)) return;
    edited.restart({ name: name.trim(), tree, version: result.output.version });
    toast({ words: segmentsText.savedToast });
    onSaved(result.output.segmentId);
  };
  useKeys([{ keys: appKeys.save, run: () => void saveNow() }]);

  return (
    <>
      <header className="side-pane-page-head segment-head">
        <TextField
          label={segmentsText.name}
          value={name}
          maxLength={200}
          dir="auto"
          autoFocus={segment === null}
          problem={nameMissing ? segmentsText.nameMissing : null}
          hint={segment && savedWords(segment)}
          onChange={(next) => {
            setNameMissing(false);
            edited.set({ ...edited.value, name: next });
          }}
        />
        <div className="segment-head-actions">
          {segment && <IconButton icon={Trash2} label={segmentsText.remove} onClick={() => setRemoving(true)} />}
          <Button
            variant="filled"
            icon={Save}
            keyHint={appKeys.save}
            busy={save.running}
            onClick={() => void saveNow()}
          >
            {segmentsText.save}
          </Button>
        </div>
      </header>
      <ScrollArea label={segmentsText.page} className="side-pane-page-body segment-scroll">
        <FailureBanner failure={save.failure} />
        <div className="side-pane-page-columns segment-columns">
          <section className="panel" aria-label={segmentsText.rule}>
            <RuleEditor
              tree={tree}
              choices={choices.data ?? noChoices}
              onChange={(next) => edited.set({ ...edited.value, tree: next })}
            />
            {tree.nodes.length === 0 && <p className="panel-words">{segmentsText.everybody}</p>}
          </section>
          <Audience rule={rule} />
        </div>
      </ScrollArea>
      {removing && segment && (
        <RemoveDialog segmentId={segment.id} onClose={() => setRemoving(false)} onRemoved={onRemoved} />
      )}
    </>
  );
}

function savedWords({ starter, savedAt, savedBy }: SegmentSummary): string {
  return starter || savedAt === null ? segmentsText.starter : segmentsText.saved(savedBy ?? '', formatShort(savedAt));
}

function RemoveDialog({
  segmentId,
  onClose,
  onRemoved,
}: {
  readonly segmentId: string;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}) {
  const remove = useCommand('segments.remove');
  const toast = useToast();
  return (
    <ConfirmDialog
      title={segmentsText.removeTitle}
      yes={segmentsText.remove}
      danger
      command={remove}
      onClose={onClose}
      onYes={async () => {
        const result = await remove.run({ segmentId });
        if (result === null || !('output' in result)) return result;
        toast({ words: segmentsText.removedToast });
        onRemoved();
        return result;
      }}
    >
      <p>{segmentsText.removeWords}</p>
    </ConfirmDialog>
  );
}
