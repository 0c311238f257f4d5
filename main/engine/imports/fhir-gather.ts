import { emailAddress } from '../../contract/fields.ts';
import type { ImportRefusal } from '../../contract/imports.ts';
import { storedAddress } from '../base/address.ts';
import type { Concept, Practitioner } from '../journal/import-change.ts';
import type { Resource, ResourceOf } from './fhir-resources.ts';
import { codeOf, conceptOf, fhirDay, line, nameOf, referenceKey } from './fhir-values.ts';
import { createGatherer } from './gather.ts';
import { emptyIncoming, type Incoming, mergeIncoming, refusal } from './incoming.ts';
import { observationByCode } from './known-observations.ts';
import type { ReadFile } from './plan-import.ts';

/** Resources come in any order: facts wait for their patient, patients for the name of their doctor. */
export type FhirGatherer = {
  /** `key` is what references call it. A refusal where the resource cannot be used. */
  readonly take: (row: number, keys: readonly string[], resource: Resource) => ImportRefusal | null;
  readonly finish: () => Pick<ReadFile, 'people' | 'practitioners'> & { readonly refusals: readonly ImportRefusal[] };
};

type Waiting = {
  readonly row: number;
  readonly facts: Incoming;
  patient: Incoming | null;
  refused: boolean;
  doctor: string;
};

export function createFhirGatherer(): FhirGatherer {
  const patients = new Map<string, Waiting>();
  const doctors = new Map<string, Practitioner>();

  function waiting(key: string, row: number): Waiting {
    const known = patients.get(key);
    if (known !== undefined) return known;
    const made = { row, facts: emptyIncoming(row), patient: null, refused: false, doctor: '' };
    patients.set(key, made);
    return made;
  }

  function takePatient(row: number, keys: readonly string[], patient: ResourceOf<'Patient'>): ImportRefusal | null {
    const entry = waiting(keys.find((key) => patients.has(key)) ?? keys[0] ?? `row ${row}`, row);
    for (const key of keys) {
      // Facts that came before their patient, under another of the names.
      const other = patients.get(key);
      if (other !== undefined && other !== entry) mergeIncoming(entry.facts, other.facts);
      patients.set(key, entry);
    }
    const read = readPatient(row, patient);
    if ('reason' in read) {
      entry.refused = true;
      return read;
    }
    if (entry.patient !== null) return refusal(row, 'twice-in-file', 'id', keys[0]);
    entry.patient = read;
    const [doctor] = patient.generalPractitioner ?? [];
    read.doctor = line(doctor?.display);
    entry.doctor = referenceKey(doctor?.reference);
    return null;
  }

  function takeFact(
    row: number,
    resource: Exclude<Resource, ResourceOf<'Patient' | 'Practitioner'>>,
  ): ImportRefusal | null {
    const subject = subjectOf(resource);
    if (subject === '') return refusal(row, 'patient-not-in-file', resource.resourceType, '');
    const { facts } = waiting(subject, row);
    return addFact(row, facts, resource);
  }

  return {
    take(row, keys, resource) {
      if (resource.resourceType === 'Patient') return takePatient(row, keys, resource);
      if (resource.resourceType !== 'Practitioner') return takeFact(row, resource);
      const { prefix, whole } = nameOf(resource.name);
      const address = resource.telecom?.find(
        ({ system, value }) => system === 'email' && emailAddress.safeParse(value).success,
      );
      if (whole === '') return refusal(row, 'no-name', 'Practitioner');
      const name = line(`${prefix} ${whole}`);
      for (const key of keys) doctors.set(key, { name, address: storedAddress(address?.value ?? '') });
      return null;
    },
    finish() {
      const gatherer = createGatherer();
      const refusals: ImportRefusal[] = [];
      for (const [key, { row, patient, facts, refused, doctor }] of uniqueEntries(patients)) {
        if (patient === null) {
          refusals.push(refusal(row, refused ? 'patient-refused' : 'patient-not-in-file', '', key));
          continue;
        }
        Object.assign(patient, { facts: facts.facts });
        const known = doctors.get(doctor);
        if (known !== undefined) patient.doctor = known.name;
        const refusedRow = gatherer.take(patient);
        if (refusedRow !== null) refusals.push(refusedRow);
      }
      const practitioners = [...new Map([...doctors.values()].map((each) => [each.name.toLowerCase(), each])).values()];
      return { people: gatherer.people(), practitioners, refusals };
    },
  };
}

/** A patient is kept under each of its names. One who was refused has been reported; with facts, those are, too. */
function uniqueEntries(patients: ReadonlyMap<string, Waiting>): [string, Waiting][] {
  const seen = new Set<Waiting>();
  return [...patients].filter(([, entry]) => {
    if (seen.has(entry)) return false;
    seen.add(entry);
    const facts = Object.values(entry.facts.facts).some((list) => list.length > 0);
    return entry.patient !== null || !entry.refused || facts;
  });
}

function subjectOf(resource: Exclude<Resource, ResourceOf<'Patient' | 'Practitioner'>>): string {
  if (resource.resourceType === 'Immunization') return referenceKey(resource.patient.reference);
  if (resource.resourceType !== 'Appointment') return referenceKey(resource.subject?.reference);
  const actors = (resource.participant ?? []).map(({ actor }) => referenceKey(actor?.reference));
  return actors.find((key) => key.startsWith('Patient/')) ?? actors.find((key) => key.startsWith('urn:')) ?? '';
}

function readPatient(row: number, patient: ResourceOf<'Patient'>): Incoming | ImportRefusal {
  const incoming = emptyIncoming(row);
  const { given, family, whole } = nameOf(patient.name);
  if (whole === '') return refusal(row, 'no-name', 'Patient', patient.id ?? '');
  const born = patient.birthDate === undefined ? null : fhirDay(patient.birthDate);
  if (patient.birthDate !== undefined && born === null)
    return refusal(row, 'birth-date', 'birthDate', patient.birthDate);
  const [home] = patient.address ?? [];
  const numbers = patient.identifier ?? [];
  // Only a medical record number says who somebody is: an insurer's may be the whole family's.
  const record = numbers.find(({ type }) => type?.coding?.some(({ code }) => code === 'MR'));
  Object.assign(incoming, {
    name: whole,
    givenName: given,
    familyName: family,
    birthDate: born?.day ?? null,
    recordNumber: line(record?.value),
    sex: ({ female: 'female', male: 'male', other: 'other' } as const)[patient.gender ?? ''] ?? '',
    street: line(home?.line?.join(', ')),
    city: line(home?.city),
    region: line(home?.state),
    postalCode: line(home?.postalCode),
    telephone: line(patient.telecom?.find(({ system }) => system === 'phone')?.value),
  });
  for (const { system, value, use } of patient.telecom ?? []) {
    if (system !== 'email' || value === undefined || use === 'old') continue;
    if (!emailAddress.safeParse(value.trim()).success) return refusal(row, 'mail', 'telecom', value);
    incoming.addresses.push(storedAddress(value));
  }
  // Nobody writes to the dead by mistake: the tag is there to leave them out by.
  if (patient.deceasedBoolean === true || patient.deceasedDateTime !== undefined) incoming.tags.push('Deceased');
  return incoming;
}

/** What was entered by mistake, or never came to be, is no fact. */
const noFact = new Set(['entered-in-error', 'cancelled', 'not-done', 'refuted', 'unknown', 'registered', 'draft']);

function addFact(
  row: number,
  { facts }: Incoming,
  resource: Exclude<Resource, ResourceOf<'Patient' | 'Practitioner'>>,
): ImportRefusal | null {
  const bad = (field: string, quoted = '') => refusal(row, 'day', `${resource.resourceType}.${field}`, quoted);
  switch (resource.resourceType) {
    case 'Observation': {
      if (noFact.has(resource.status ?? '')) return null;
      const text =
        resource.effectiveDateTime ?? resource.effectiveInstant ?? resource.effectivePeriod?.start ?? resource.issued;
      const when = fhirDay(text);
      if (when === null) return bad('effective', text);
      for (const part of [resource, ...(resource.component ?? [])]) {
        const concept = conceptOf(part.code);
        const value = readValue(part);
        if (concept === null || value === null) continue;
        facts.observation.push({ ...observationByCode(concept.code, concept.label), ...when, ...value });
      }
      return null;
    }
    case 'Condition': {
      if (noFact.has(codeOf(resource.verificationStatus))) return null;
      const concept = conceptOf(resource.code);
      if (concept === null) return refusal(row, 'not-fhir', 'Condition.code');
      const over = ['inactive', 'remission', 'resolved'].includes(codeOf(resource.clinicalStatus));
      facts.condition.push({
        ...concept,
        ...lasting(resource.onsetDateTime, resource.abatementDateTime, over, resource.recordedDate),
      });
      return null;
    }
    case 'MedicationRequest': {
      if (noFact.has(resource.status ?? '')) return null;
      const display = resource.medicationReference?.display;
      const concept: Concept | null = conceptOf(resource.medicationCodeableConcept) ?? conceptOf({ text: display });
      if (concept === null) return refusal(row, 'not-fhir', 'MedicationRequest.medication');
      const over = ['stopped', 'completed'].includes(resource.status ?? '');
      const [dosage] = resource.dosageInstruction ?? [];
      facts.treatment.push({ ...concept, ...lasting(resource.authoredOn, undefined, over), dose: line(dosage?.text) });
      return null;
    }
    case 'Immunization': {
      if (noFact.has(resource.status ?? '')) return null;
      const concept = conceptOf(resource.vaccineCode);
      const when = fhirDay(resource.occurrenceDateTime);
      if (concept === null) return refusal(row, 'not-fhir', 'Immunization.vaccineCode');
      if (when === null) return bad('occurrence', resource.occurrenceDateTime);
      facts.immunization.push({ ...concept, day: when.day });
      return null;
    }
    case 'Appointment':
      return addVisit(row, facts, resource);
  }
}

function addVisit(row: number, facts: Incoming['facts'], visit: ResourceOf<'Appointment'>): ImportRefusal | null {
  if (visit.status === 'entered-in-error' || visit.status === 'proposed' || visit.status === 'waitlist') return null;
  const when = fhirDay(visit.start);
  if (when === null) return refusal(row, 'day', 'Appointment.start', visit.start ?? '');
  const [reason] = visit.reasonCode ?? [];
  const [service] = visit.serviceType ?? [];
  const doctor = visit.participant?.find(({ actor }) => referenceKey(actor?.reference).startsWith('Practitioner/'));
  facts.visit.push({
    ...when,
    state: visit.status === 'cancelled' ? 'cancelled' : visit.status === 'noshow' ? 'missed' : 'kept',
    reason: line(visit.description ?? reason?.text ?? service?.text ?? visit.appointmentType?.text),
    doctor: line(doctor?.actor?.display),
  });
  return null;
}

/** Where a file says that it is over but not since when, the earliest day it can be. */
function lasting(since: string | undefined, until: string | undefined, over: boolean, known?: string) {
  const begun = fhirDay(since)?.day ?? null;
  const ended = fhirDay(until)?.day ?? (over ? (fhirDay(known)?.day ?? begun ?? '1900-01-01') : null);
  return { since: begun, until: ended };
}

type Valued = Pick<
  ResourceOf<'Observation'>,
  'valueQuantity' | 'valueString' | 'valueInteger' | 'valueBoolean' | 'valueCodeableConcept'
>;

function readValue(part: Valued): { number: number | null; text: string | null; unit: string } | null {
  const number = part.valueQuantity?.value ?? part.valueInteger;
  if (number !== undefined)
    return { number, text: null, unit: line(part.valueQuantity?.unit ?? part.valueQuantity?.code) };
  const text = part.valueString ?? conceptOf(part.valueCodeableConcept)?.label ?? part.valueBoolean?.toString();
  return text === undefined ? null : { number: null, text: line(text), unit: '' };
}
