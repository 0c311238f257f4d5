import { UserRound, UserRoundSearch } from 'lucide-react';
import { patientsText } from '../../text/patients.ts';
import { EmptyState } from '../../ui/empty-state.tsx';

/** What an empty list says. */
export function NoPatients({ searching }: { readonly searching: boolean }) {
  return searching ? (
    <EmptyState icon={UserRoundSearch} title={patientsText.nothingTitle}>
      {patientsText.nothingWords}
    </EmptyState>
  ) : (
    <EmptyState icon={UserRound} title={patientsText.emptyTitle}>
      {patientsText.emptyWords}
    </EmptyState>
  );
}
