import { CalendarClock, CirclePlus } from 'lucide-react';
import { useState } from 'react';
import { newAutomation } from '../../app/place.ts';
import { useQuery } from '../../engine/use-query.ts';
import { automationsText } from '../../text/automations.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { appKeys, ariaKeys } from '../../ui/keys.ts';
import { PlaceHeader } from '../../ui/place-header.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { HaltedRuns } from './halted-runs.tsx';
import { MissedLetters } from './missed-letters.tsx';
import { RuleTable } from './rule-table.tsx';
import { SendTable } from './send-table.tsx';

const tabs = [
  { id: 'week', label: automationsText.tabs.week },
  { id: 'past', label: automationsText.tabs.past },
] as const;

/** What is asked about, the rules, and what leaves within a week. */
export function StandingList({ onOpen }: { readonly onOpen: (automationId: string) => void }) {
  const [tab, setTab] = useState<(typeof tabs)[number]['id']>('week');
  const { data, failure } = useQuery(
    'automations.list',
    {},
    { refreshOn: ['automations.changed', 'campaigns.changed', 'segments.changed', 'templates.changed'] },
  );
  return (
    <div className="place">
      <PlaceHeader
        title={automationsText.title}
        under={automationsText.under}
        actions={
          <Button
            variant="filled"
            icon={CirclePlus}
            keyHint={appKeys.newAutomation}
            aria-keyshortcuts={ariaKeys(appKeys.newAutomation)}
            onClick={() => onOpen(newAutomation)}
          >
            {automationsText.fresh}
          </Button>
        }
      />
      <ScrollArea label={automationsText.title} className="place-content">
        <FailureBanner failure={failure} />
        {!data && !failure && <Skeleton lines={6} />}
        <MissedLetters />
        {data !== null && <HaltedRuns runs={data.halted} />}
        {data?.rules.length === 0 && (
          <EmptyState icon={CalendarClock} title={automationsText.emptyTitle}>
            {automationsText.emptyWords}
          </EmptyState>
        )}
        {data !== null && data.rules.length > 0 && (
          <div className="standing-columns">
            <RuleTable rules={data.rules} onOpen={onOpen} />
            <div className="standing-sends">
              <Tabs label={automationsText.tabsLabel} tabs={tabs} selected={tab} onSelect={setTab}>
                <SendTable key={tab} which={tab} />
              </Tabs>
            </div>
          </div>
        )}
      </ScrollArea>
    </div>
  );
}
