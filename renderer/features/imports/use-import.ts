import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../main/contract/envelope.ts';
import type { ImportCounts, ImportLook, ImportMapping, ImportPreview } from '../../../main/contract/imports.ts';
import { call, toFailure } from '../../engine/call.ts';
import { useEvent } from '../../engine/events.ts';

const pieceBytes = 1024 * 1024;

/** Where the file is on its way. */
export type ImportStage =
  | { readonly at: 'pick' }
  | { readonly at: 'reading'; readonly name: string; readonly share: number }
  | { readonly at: 'looking' }
  | { readonly at: 'mapping'; readonly look: Extract<ImportLook, { format: 'csv' }>; readonly mapping: ImportMapping }
  | { readonly at: 'previewing' }
  | { readonly at: 'preview'; readonly look: ImportLook; readonly preview: ImportPreview }
  | { readonly at: 'applying'; readonly share: number }
  | { readonly at: 'done'; readonly counts: ImportCounts };

export type Import = {
  readonly stage: ImportStage;
  readonly importId: string | null;
  readonly fileName: string;
  readonly failure: Failure | null;
  readonly take: (file: File) => void;
  readonly map: (mapping: ImportMapping) => void;
  readonly preview: () => void;
  /** From the preview to the columns, or to another file. */
  readonly back: () => void;
  readonly apply: () => void;
};

/** One file's way in, step by step. What was not imported is forgotten when the dialog closes. */
export function useImport(): Import {
  const [stage, setStage] = useState<ImportStage>({ at: 'pick' });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [fileName, setFileName] = useState('');
  const id = useRef<string | null>(null);
  const look = useRef<ImportLook | null>(null);
  const mapping = useRef<ImportMapping | null>(null);
  const round = useRef(0);

  useEffect(
    () => () => {
      round.current += 1;
      if (id.current !== null) void call('imports.drop', { importId: id.current }).catch(() => {});
    },
    [],
  );
  useEvent('imports.progress', ({ importId, done, total }) => {
    if (importId === id.current)
      setStage((now) => (now.at === 'applying' ? { at: 'applying', share: total === 0 ? 1 : done / total } : now));
  });

  /** Runs a step; a failure leads back to where a person can do something. */
  const step = useCallback(async (work: (left: () => boolean) => Promise<void>, backTo: () => ImportStage) => {
    round.current += 1;
    const mine = round.current;
    const left = () => mine !== round.current;
    setFailure(null);
    try {
      await work(left);
    } catch (thrown) {
      if (left()) return;
      setFailure(toFailure(thrown));
      setStage(backTo());
    }
  }, []);

  const pick = useCallback((): ImportStage => ({ at: 'pick' }), []);
  const toMapping = useCallback(
    (): ImportStage =>
      look.current?.format === 'csv' && mapping.current !== null
        ? { at: 'mapping', look: look.current, mapping: mapping.current }
        : { at: 'pick' },
    [],
  );

  const preview = useCallback(
    () =>
      void step(async (left) => {
        if (id.current === null || look.current === null) return;
        setStage({ at: 'previewing' });
        const input = { importId: id.current, mapping: look.current.format === 'csv' ? mapping.current : null };
        const found = await call('imports.preview', input);
        if (!left() && look.current !== null) setStage({ at: 'preview', look: look.current, preview: found });
      }, toMapping),
    [step, toMapping],
  );

  const take = useCallback(
    (file: File) =>
      void step(async (left) => {
        setFileName(file.name);
        setStage({ at: 'reading', name: file.name, share: 0 });
        const { importId } = await call('imports.begin', { name: file.name.slice(0, 200) || 'file', size: file.size });
        id.current = importId;
        for (let offset = 0; offset < file.size; offset += pieceBytes) {
          const bytes = new Uint8Array(await file.slice(offset, offset + pieceBytes).arrayBuffer());
          if (left()) return;
          await call('imports.addPiece', { importId, offset, bytes });
          setStage({ at: 'reading', name: file.name, share: Math.min(1, (offset + pieceBytes) / file.size) });
        }
        if (left()) return;
        setStage({ at: 'looking' });
        const found = await call('imports.look', { importId });
        if (left()) return;
        look.current = found;
        mapping.current = found.format === 'csv' ? found.mapping : null;
        if (found.format === 'csv') setStage(toMapping());
        else preview();
      }, pick),
    [step, pick, toMapping, preview],
  );

  const apply = useCallback(
    () =>
      void step(async (left) => {
        if (id.current === null) return;
        setStage({ at: 'applying', share: 0 });
        const counts = await call('imports.apply', { importId: id.current });
        if (!left()) setStage({ at: 'done', counts });
      }, toMapping),
    [step, toMapping],
  );

  return {
    stage,
    importId: id.current,
    fileName,
    failure,
    take,
    map: (next) => {
      mapping.current = next;
      setStage(toMapping());
    },
    preview,
    back: () => setStage(toMapping()),
    apply,
  };
}
