import { TriangleAlert } from 'lucide-react';
import type { Refusal } from '../../../main/contract/drafts.ts';
import { draftsText, refusalText, type Way, wayLabels } from '../../text/drafts.ts';
import { Button } from '../../ui/button.tsx';

/** Every reason at once why a message cannot leave, each with a way on. */
export function RefusalList({
  refusals,
  onWay,
}: {
  readonly refusals: readonly Refusal[];
  /** Null where this place does not know the way. */
  readonly onWay: (way: Way, refusal: Refusal) => (() => void) | null;
}) {
  if (refusals.length === 0) return null;
  return (
    <div className="refusals" role="alert">
      <p className="refusals-title">
        <TriangleAlert size={16} aria-hidden /> {draftsText.refused}
      </p>
      <p>{draftsText.refusedWords}</p>
      <ul>
        {refusals.map((refusal) => (
          <RefusalLine key={`${refusal.code} ${refusal.address ?? ''}`} refusal={refusal} onWay={onWay} />
        ))}
      </ul>
    </div>
  );
}

function RefusalLine({
  refusal,
  onWay,
}: {
  readonly refusal: Refusal;
  readonly onWay: (way: Way, refusal: Refusal) => (() => void) | null;
}) {
  const { words, way } = refusalText(refusal);
  const run = way === null ? null : onWay(way, refusal);
  return (
    <li className="refusal">
      <span>{words}</span>
      {way !== null && run !== null && (
        <Button size="small" onClick={run}>
          {wayLabels[way]}
        </Button>
      )}
    </li>
  );
}
