import { Plus, UsersRound } from 'lucide-react';
import { useNavigation } from '../../app/navigation.tsx';
import { newSegment } from '../../app/place.ts';
import { useQuery } from '../../engine/use-query.ts';
import { segmentsText } from '../../text/segments.ts';
import { BackBar } from '../../ui/back-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { appKeys } from '../../ui/keys.ts';
import { SideList } from '../../ui/side-list.tsx';
import { SidePane } from '../../ui/side-pane.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import '../patients/patient-page.css';
import { FitCount } from './fit-count.tsx';
import { SegmentEditor } from './segment-editor.tsx';
import './segments.css';

/** The groups, each with how many fit today, and the one that is open. */
export function SegmentsPlace() {
  const { place, replace } = useNavigation();
  const segmentId = place.kind === 'segments' ? place.segmentId : null;
  const list = useQuery('segments.list', {}, { refreshOn: ['segments.changed'] });
  const open = (id: string | null) => replace({ kind: 'segments', segmentId: id });
  const make = () => open(newSegment);
  const segment = list.data?.find(({ id }) => id === segmentId) ?? null;
  const isOpen = segment !== null || segmentId === newSegment;
  useKeys([
    { keys: appKeys.back, run: () => open(null), when: isOpen },
    { keys: appKeys.newPatient, run: make },
  ]);
  return (
    <div className="segments-place side-pane-place two-panes" data-open={isOpen || undefined}>
      <SidePane
        title={segmentsText.title}
        make={segmentsText.make}
        onMake={make}
        loading={list.loading}
        failure={list.failure}
      >
        {list.data && (
          <SideList
            label={segmentsText.listOf}
            rows={list.data.map((each) => ({ id: each.id, title: each.name, under: <FitCount rule={each.rule} /> }))}
            selectedId={segmentId}
            onSelect={open}
          />
        )}
      </SidePane>
      <div className="side-pane-page">
        {isOpen ? (
          <>
            <BackBar to={segmentsText.title} onBack={() => open(null)} />
            <SegmentEditor
              key={segment?.id ?? newSegment}
              segment={segment}
              onSaved={open}
              onRemoved={() => open(null)}
            />
          </>
        ) : (
          <EmptyState
            icon={UsersRound}
            title={segmentsText.pickTitle}
            actions={
              <Button icon={Plus} keyHint={appKeys.newPatient} onClick={make}>
                {segmentsText.make}
              </Button>
            }
          >
            {segmentsText.pickWords}
          </EmptyState>
        )}
      </div>
    </div>
  );
}
