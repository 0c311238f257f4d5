import type { HaltedRun } from '../../../main/contract/automations.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { automationsText } from '../../text/automations.ts';
import { pauseTexts, restoredText } from '../../text/campaigns.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';

/** Letters of rules that were begun and stand still: looked at and let go on where every run is. */
export function HaltedRuns({ runs }: { readonly runs: readonly HaltedRun[] }) {
  const { go } = useNavigation();
  return runs.map(({ campaignId, name, state, pauseReason, waiting }) => (
    <Banner
      key={campaignId}
      tone="amber"
      title={automationsText.haltedTitle(name, waiting)}
      actions={<Button onClick={() => go({ kind: 'campaigns', campaignId })}>{automationsText.haltedOpen}</Button>}
    >
      {state === 'restored' || pauseReason === null ? restoredText.words : pauseTexts[pauseReason].words}
    </Banner>
  ));
}
