import type { BatchView, DocumentRow } from '../../main/contract/documents.ts';
import type { TestEngine } from './start-engine.ts';

/** Chooses what the host's dialog gives, and waits until all of it is sorted. */
export async function takeDocumentsIn(engine: Pick<TestEngine, 'call' | 'until'>, folder = true): Promise<BatchView> {
  const { documentsId } = await engine.call('documents.choose', { folder });
  if (documentsId === null) throw new Error('nothing was chosen');
  return engine.until(
    () => engine.call('documents.get', { documentsId }),
    ({ reading }) => reading === null,
    120_000,
  );
}

/** Every document of a batch by its file name. */
export async function documentsByName(
  engine: Pick<TestEngine, 'call'>,
  documentsId: string,
): Promise<Readonly<Record<string, DocumentRow>>> {
  const { rows } = await engine.call('documents.rows', { documentsId, states: null, offset: 0, limit: 200 });
  return Object.fromEntries(rows.map((row) => [row.fileName, row]));
}
