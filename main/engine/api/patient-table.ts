import type { Sex, TableFilter, TableRow } from '../../contract/patients.ts';
import type { Session } from '../session.ts';
import {
  countPatientTable,
  listAllTags,
  listConditions,
  listDoctors,
  listPatientTable,
  type PatientTableFilter,
  type PatientTableRow,
} from '../store/tables/patient-table.ts';
import type { Handlers } from './handlers.ts';

/** The patients' list with its columns. */
export function patientTableHandlers({ store }: Session): Pick<Handlers<'patients'>, 'table' | 'choices'> {
  return {
    table({ filter, sort, descending, today, offset, limit }) {
      const asked = filterOf(filter, today);
      return {
        rows: listPatientTable(store.read, asked, { order: sort, descending, today, limit, offset }).map(toRow),
        total: countPatientTable(store.read, asked),
      };
    },
    choices: () => ({
      doctors: listDoctors(store.read),
      tags: listAllTags(store.read),
      conditions: listConditions(store.read),
    }),
  };
}

/** An age is a span of birthdays: somebody is 40 from their birthday until the day before the next one. */
function filterOf({ minAge, maxAge, ...rest }: TableFilter, today: string): PatientTableFilter {
  const yearsBefore = (years: number) =>
    `${String(Number(today.slice(0, 4)) - years).padStart(4, '0')}${today.slice(4)}`;
  return {
    ...rest,
    bornUntil: minAge === null ? null : yearsBefore(minAge),
    bornAfter: maxAge === null ? null : yearsBefore(maxAge + 1),
  };
}

function toRow({ addressesJson, conditionsJson, tagsJson, sex, ...row }: PatientTableRow): TableRow {
  return {
    ...row,
    sex: sex as Sex,
    addresses: JSON.parse(addressesJson),
    conditions: JSON.parse(conditionsJson),
    tags: JSON.parse(tagsJson),
  };
}
