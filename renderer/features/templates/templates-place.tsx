import { FileText, Plus } from 'lucide-react';
import { useNavigation } from '../../app/navigation.tsx';
import { newTemplate } from '../../app/place.ts';
import { useQuery } from '../../engine/use-query.ts';
import { sendPurposeNames, templatesText } from '../../text/templates.ts';
import { BackBar } from '../../ui/back-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { appKeys } from '../../ui/keys.ts';
import { SideList } from '../../ui/side-list.tsx';
import { SidePane } from '../../ui/side-pane.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import '../patients/patient-page.css';
import { TemplateEditor } from './template-editor.tsx';
import './templates.css';

/** The letters for many, and the one that is open. */
export function TemplatesPlace() {
  const { place, replace } = useNavigation();
  const templateId = place.kind === 'templates' ? place.templateId : null;
  const list = useQuery('templates.list', {}, { refreshOn: ['templates.changed', 'settings.changed'] });
  const wanted = templateId === null || templateId === newTemplate ? null : { templateId, version: null };
  const template = useQuery('templates.get', wanted, { refreshOn: ['templates.changed'] });
  const open = (id: string | null) => replace({ kind: 'templates', templateId: id });
  const make = () => open(newTemplate);
  useKeys([
    { keys: appKeys.back, run: () => open(null), when: templateId !== null },
    { keys: appKeys.newPatient, run: make },
  ]);
  const shown = templateId === newTemplate || template.data !== null;
  return (
    <div className="templates-place side-pane-place two-panes" data-open={templateId !== null || undefined}>
      <SidePane
        title={templatesText.title}
        make={templatesText.make}
        onMake={make}
        loading={list.loading}
        failure={list.failure}
      >
        {list.data && (
          <SideList
            label={templatesText.listOf}
            rows={list.data.map(({ id, name, purpose }) => ({ id, title: name, under: sendPurposeNames[purpose] }))}
            selectedId={templateId}
            onSelect={open}
          />
        )}
      </SidePane>
      <div className="side-pane-page">
        {templateId !== null && <BackBar to={templatesText.title} onBack={() => open(null)} />}
        <FailureBanner failure={template.failure} />
        {templateId !== null && shown && (
          <TemplateEditor
            key={templateId}
            template={templateId === newTemplate ? null : template.data}
            onSaved={open}
            onRemoved={() => open(null)}
          />
        )}
        {templateId === null && (
          <EmptyState
            icon={FileText}
            title={templatesText.pickTitle}
            actions={
              <Button icon={Plus} keyHint={appKeys.newPatient} onClick={make}>
                {templatesText.make}
              </Button>
            }
          >
            {templatesText.pickWords}
          </EmptyState>
        )}
      </div>
    </div>
  );
}
