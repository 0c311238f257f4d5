import { emailAddress } from '../../contract/fields.ts';
import type { ImportRefusal } from '../../contract/imports.ts';
import { storedAddress } from '../base/address.ts';
import type { Concept, Practitioner } from '../journal/import-change.ts';
import { createReferenceBook, meantBy, resourceNames } from './fhir-references.ts';
import type { Resource, ResourceOf } from './fhir-resources.ts';
import { codeOf, conceptOf, fhirDay, line, nameOf, referenceKey } from './fhir-values.ts';
import { areOthers, createGatherer } from './gather.ts';
import { emptyIncoming, type Incoming, mergeIncoming, refusal } from './incoming.ts';
import { observationByCode } from './known-observations.ts';
import type { ReadFile } from './plan-import.ts';

/** Resources come in any order: facts wait for their patient, patients for the name of their doctor. */
export type FhirGatherer = {
  /** `fullUrl` is the address it stands under, if any. A refusal where the resource cannot be used. */
  readonly take: (row: number, fullUrl: string | null, resource: Resource) => ImportRefusal | null;
  readonly finish: () => Pick<ReadFile, 'people' | 'practitioners'> & { readonly refusals: readonly ImportRefusal[] };
};

type KnownPatient = {
  readonly row: number;
  readonly key: string;
  patient: Incoming | null;
  readonly facts: Incoming[];
  readonly doctor: string;
  /** Another person under the same name: whose the facts are, nobody can tell. */
  doubted: boolean;
};

export function createFhirGatherer(): FhirGatherer {
  const patients: KnownPatient[] = [];
  const patientBook = createReferenceBook<KnownPatient>();
  const doctorBook = createReferenceBook<Practitioner>();
  const doctors: Practitioner[] = [];
  /** What the file says about whom, by what it calls them. */
  const facts = new Map<string, Incoming>();

  function takePatient(
    row: number,
    names: readonly string[],
    fullUrl: string | null,
    patient: ResourceOf<'Patient'>,
  ): ImportRefusal | null {
    const before = names.map((name) => patientBook.has(name)).find((known) => known !== undefined);
    const read = readPatient(row, patient);
    const key = names[0] ?? `row ${row}`;
    if (before !== undefined) {
      if ('reason' in read) return read;
      if (before.patient !== null && isAnother(before.patient, read)) before.doubted = true;
      if (before.patient !== null || before.doubted) return refusal(row, 'twice-in-file', 'id', key);
      before.patient = read;
      return null;
    }
    const [doctor] = patient.generalPractitioner ?? [];
    const isRead = !('reason' in read);
    const known: KnownPatient = {
      row,
      key,
      patient: isRead ? read : null,
      facts: [],
      doctor: meantBy(doctor?.reference, fullUrl),
      doubted: false,
    };
    patients.push(known);
    patientBook.put(names, known);
    if (!isRead) return read;
    read.doctor = line(doctor?.display);
    return null;
  }

  function takeFact(row: number, fullUrl: string | null, resource: Fact): ImportRefusal | null {
    const subject = meantBy(subjectOf(resource), fullUrl);
    if (subject === '') return refusal(row, 'patient-not-in-file', resource.resourceType, '');
    const said = facts.get(subject) ?? emptyIncoming(row);
    facts.set(subject, said);
    return addFact(row, said, resource);
  }

  return {
    take(row, fullUrl, resource) {
      const names = resourceNames(resource.resourceType, resource.id, fullUrl);
      if (resource.resourceType === 'Patient') return takePatient(row, names, fullUrl, resource);
      if (resource.resourceType !== 'Practitioner') return takeFact(row, fullUrl, resource);
      const { prefix, whole } = nameOf(resource.name);
      const address = resource.telecom?.find(
        ({ system, value }) => system === 'email' && emailAddress.safeParse(value).success,
      );
      if (whole === '') return refusal(row, 'no-name', 'Practitioner');
      const doctor = { name: line(`${prefix} ${whole}`), address: storedAddress(address?.value ?? '') };
      doctors.push(doctor);
      doctorBook.put(names, doctor);
      return null;
    },
    finish() {
      const gatherer = createGatherer();
      const refusals: ImportRefusal[] = [];
      const about = patientBook.resolve(facts.keys());
      for (const [key, said] of facts) {
        const who = about.get(key);
        if (who === 'several') refusals.push(refusal(said.row, 'several-fit', key));
        else if (who === undefined) refusals.push(refusal(said.row, 'patient-not-in-file', '', key));
        else if (who.patient !== null && !who.doubted) who.facts.push(said);
        else if (holdsFacts(said)) refusals.push(refusal(said.row, 'patient-refused', '', key));
      }
      const treating = doctorBook.resolve(patients.map(({ doctor }) => doctor));
      for (const { row, key, patient, facts: own, doctor, doubted } of patients) {
        if (doubted) refusals.push(refusal(row, 'twice-in-file', 'id', key));
        if (patient === null || doubted) continue;
        for (const said of own) mergeIncoming(patient, said);
        const known = treating.get(doctor);
        if (known !== undefined && known !== 'several') patient.doctor = known.name;
        const refusedRow = gatherer.take(patient);
        if (refusedRow !== null) refusals.push(refusedRow);
      }
      const practitioners = [...new Map(doctors.map((each) => [each.name.toLowerCase(), each])).values()];
      return { people: gatherer.people(), practitioners, refusals };
    },
  };
}

type Fact = Exclude<Resource, ResourceOf<'Patient' | 'Practitioner'>>;

/** The same resource may stand there twice; the same id with somebody else's number, name or birth date is another person. */
function isAnother(one: Incoming, other: Incoming): boolean {
  const otherNumber = one.recordNumber !== '' && other.recordNumber !== '' && one.recordNumber !== other.recordNumber;
  return otherNumber || areOthers(one, other);
}

function holdsFacts({ facts }: Incoming): boolean {
  return Object.values(facts).some((list) => list.length > 0);
}

function subjectOf(resource: Fact): string | undefined {
  if (resource.resourceType === 'Immunization') return resource.patient.reference;
  if (resource.resourceType !== 'Appointment') return resource.subject?.reference;
  const actors = (resource.participant ?? []).flatMap(({ actor }) => actor?.reference ?? []);
  return (
    actors.find((reference) => referenceKey(reference).startsWith('Patient/')) ??
    actors.find((reference) => reference.startsWith('urn:'))
  );
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

function addFact(row: number, { facts }: Incoming, resource: Fact): ImportRefusal | null {
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
