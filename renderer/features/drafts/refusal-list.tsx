import { TriangleAlert } from 'lucide-react';
import type { Refusal } from '../../../main/contract/drafts.ts';
import { draftsText, type Refused, refusalText, type Way, wayLabels } from '../../text/drafts.ts';
import { Button } from '../../ui/button.tsx';

/** Every reason at once why a message cannot leave, each with a way on. */
export function RefusalList({
  refusals,
  whoIs,
  onWay,
}: {
  readonly refusals: readonly Refusal[];
  /** Null for an address that this place knows nothing more of. */
  readonly whoIs: (address: string | null) => Refused | null;
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
          <RefusalLine
            key={`${refusal.code} ${refusal.address ?? ''}`}
            refusal={refusal}
            refused={whoIs(refusal.address)}
            onWay={onWay}
          />
        ))}
      </ul>
    </div>
  );
}

function RefusalLine({
  refusal,
  refused,
  onWay,
}: {
  readonly refusal: Refusal;
  readonly refused: Refused | null;
  readonly onWay: (way: Way, refusal: Refusal) => (() => void) | null;
}) {
  const { words, way } = refusalText(refusal, refused);
  const run = onWay(way, refusal);
  return (
    <li className="refusal">
      <span>{words}</span>
      {run !== null && (
        <Button size="small" onClick={run}>
          {wayLabels[way]}
        </Button>
      )}
    </li>
  );
}
