import type { ImportField, ImportMapping } from '../../../main/contract/imports.ts';

/** True when the columns say how somebody is called; without that nobody can be brought in. */
export function namesSomebody({ targets }: ImportMapping): boolean {
  const fields = new Set(targets.map(({ field }) => field));
  return fields.has('name') || (fields.has('given-name') && fields.has('family-name'));
}

/** What needs a name of its own: a result, or a field of the practice. */
export const needsLabel = (field: ImportField): boolean => field === 'observation' || field === 'custom';
