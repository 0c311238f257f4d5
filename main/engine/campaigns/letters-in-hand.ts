import type { Store } from '../store/open.ts';
import type { HandedOver } from './hand-over.ts';

/** Letters of one run that are being written and protected side by side, by patient. */
export type LettersInHand = {
  readonly count: () => number;
  readonly has: (patientId: string) => boolean;
  readonly take: (patientId: string, handed: Promise<HandedOver>) => void;
  /** What became of one of them; throws what went wrong with any. */
  readonly settleOne: () => Promise<HandedOver>;
  /** Waits for all of them, whatever becomes of them. */
  readonly settleAll: () => Promise<void>;
};

/** `onQueued`: one of them stands in the outbox. Of several settled in one moment `settleOne` tells of one only. */
export function createLettersInHand({ turn }: Pick<Store, 'turn'>, onQueued: () => void): LettersInHand {
  const inHand = new Map<string, Promise<HandedOver>>();
  const faults: unknown[] = [];
  return {
    count: () => inHand.size,
    has: (patientId) => inHand.has(patientId),
    take(patientId, handed) {
      const failed = (error: unknown) => {
        faults.push(error);
        return 'again' as const;
      };
      const told = (result: HandedOver) => {
        if (result === 'handed') onQueued();
        return result;
      };
      const settled = handed.then(told).catch(failed);
      inHand.set(
        patientId,
        settled.finally(() => inHand.delete(patientId)),
      );
    },
    async settleOne() {
      const result = await Promise.race(inHand.values());
      // What is settled in the same moment is looked at together.
      await turn();
      if (faults.length > 0) throw faults[0];
      return result;
    },
    async settleAll() {
      await Promise.all(inHand.values());
    },
  };
}
