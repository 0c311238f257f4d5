import type { Store } from '../store/open.ts';
import { listUncheckedRows, setRowsChecked } from '../store/tables/campaign-rows.ts';
import type { OutboxRow } from '../store/tables/outbox.ts';

/** Looks for every letter that may have left since a backup was made in the server's Sent. Throws `offline`. */
export async function lookUpUnsure(
  store: Store,
  campaignId: string,
  lookInSent: (messageIdHeader: string) => Promise<OutboxRow['checked']>,
): Promise<{ readonly found: number; readonly notFound: number; readonly unknown: number }> {
  let [found, notFound, unknown] = [0, 0, 0];
  for (const { patientId, messageIdHeader } of listUncheckedRows(store.read, campaignId)) {
    const checked = await lookInSent(messageIdHeader);
    store.write((db) => setRowsChecked(db, campaignId, patientId, checked));
    if (checked === 'in-sent') found += 1;
    else if (checked === 'not-in-sent') notFound += 1;
    else unknown += 1;
  }
  return { found, notFound, unknown };
}
