import type { Store } from '../store/open.ts';
import { createPace } from '../store/pace.ts';
import { findImportWork } from '../store/tables/import-pieces.ts';
import { stepImport } from './import-steps.ts';

/** Brings what is left of an import into the tables, in transactions of 20 ms; tells after each how many pieces are done. */
export async function finishInTurns(store: Store, onStep: (done: number) => void = () => {}): Promise<void> {
  const pace = createPace();
  for (let work = findImportWork(store.read); work !== null; work = findImportWork(store.read)) {
    onStep(work.nextPosition);
    await store.turn();
    pace.run((isOver) =>
      // Unsynced: the journal has it, and what a power cut takes back is done again.
      store.writeUnsynced((db) => {
        while (stepImport(db) && !isOver());
      }),
    );
  }
}
