import { useState } from 'react';
import type { ImportExample, ImportPreview } from '../../../main/contract/imports.ts';
import { formatCount } from '../../text/format.ts';
import { changeName, importsText } from '../../text/imports.ts';
import { classNames } from '../../ui/class-names.ts';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { patientFacts } from '../patients/patient-facts.ts';
import { RefusedRows } from './refused-rows.tsx';

type Part = 'added' | 'changed' | 'refused';
const parts: readonly Part[] = ['added', 'changed', 'refused'];

/** How many are new, changed, unchanged and refused, and who they are. */
export function ImportPreviewPanel({
  importId,
  preview,
}: {
  readonly importId: string;
  readonly preview: ImportPreview;
}) {
  const { counts } = preview;
  const [open, setOpen] = useState<Part>(parts.find((part) => counts[part] > 0) ?? 'added');
  return (
    <>
      <h3 className="import-heading">{importsText.previewTitle}</h3>
      <fieldset className="import-counts" aria-label={importsText.previewTitle}>
        {parts.map((part) => (
          <button
            key={part}
            type="button"
            aria-pressed={open === part}
            className={classNames('import-count', `import-count-${part}`)}
            onClick={() => setOpen(part)}
          >
            <strong>{formatCount(counts[part])}</strong> {importsText[part]}
          </button>
        ))}
        <span className="import-count">
          <strong>{formatCount(counts.unchanged)}</strong> {importsText.unchanged}
        </span>
      </fieldset>
      {counts.added + counts.changed + counts.refused === 0 && <p>{importsText.nothing}</p>}
      {open === 'refused' ? (
        <RefusedRows importId={importId} total={counts.refused} />
      ) : (
        <Examples examples={preview[open]} all={counts[open]} />
      )}
    </>
  );
}

function Examples({ examples, all }: { readonly examples: readonly ImportExample[]; readonly all: number }) {
  if (examples.length === 0) return null;
  return (
    <ScrollArea label={importsText.previewTitle} className="import-list">
      {examples.map((example) => (
        <article key={`${example.recordNumber} ${example.name} ${example.birthDate}`} className="import-example">
          <h4 dir="auto">{example.name}</h4>
          <span className="import-example-facts">{patientFacts(example)}</span>
          <ul>
            {example.changes.map(({ field, before, after }) => (
              <li key={`${field} ${after}`} dir="auto">
                {changeName(field)}: {before !== null && <del>{before}</del>} {after}
              </li>
            ))}
          </ul>
        </article>
      ))}
      <p className="import-more">{importsText.examples(examples.length, all)}</p>
    </ScrollArea>
  );
}
