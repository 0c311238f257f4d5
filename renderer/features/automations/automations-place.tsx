import { useNavigation } from '../../app/navigation.tsx';
import { newAutomation } from '../../app/place.ts';
import { useQuery } from '../../engine/use-query.ts';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { appKeys } from '../../ui/keys.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import '../../ui/place.css';
import './automations.css';
import { RuleEditor } from './rule-editor.tsx';
import { StandingList } from './standing-list.tsx';

/** All standing letters; or one, being written. */
export function AutomationsPlace() {
  const { place, replace } = useNavigation();
  const automationId = place.kind === 'automations' ? place.automationId : null;
  const open = (id: string | null) => replace({ kind: 'automations', automationId: id });
  useKeys([
    { keys: appKeys.back, run: () => open(null), when: automationId !== null },
    { keys: appKeys.newAutomation, run: () => open(newAutomation) },
  ]);
  if (automationId === null) return <StandingList onOpen={open} />;
  if (automationId === newAutomation) return <RuleEditor key={newAutomation} rule={null} onDone={() => open(null)} />;
  return <OneRule key={automationId} automationId={automationId} onDone={() => open(null)} />;
}

function OneRule({ automationId, onDone }: { readonly automationId: string; readonly onDone: () => void }) {
  const { data, failure } = useQuery('automations.get', { automationId });
  if (data !== null) return <RuleEditor rule={data} onDone={onDone} />;
  return (
    <div className="place-content">
      <FailureBanner failure={failure} />
      {failure === null && <Skeleton lines={8} />}
    </div>
  );
}
