import { type ManyPatient, manyPatients } from './many-patients.ts';

type Resource = { readonly resourceType: string; readonly id: string } & Readonly<Record<string, unknown>>;

const concept = (text: string, code?: string, system = 'http://loinc.org') =>
  code === undefined ? { text } : { text, coding: [{ system, code, display: text }] };

/** Everything about one patient as FHIR R4 resources. */
export function fhirResources(patient: ManyPatient): readonly Resource[] {
  const { recordNumber } = patient;
  const subject = { reference: `Patient/p${recordNumber}` };
  const doctorId = `d${patient.doctor.replace(/\W/g, '')}`;
  return [
    {
      resourceType: 'Patient',
      id: `p${recordNumber}`,
      identifier: [
        { type: { coding: [{ code: 'SS' }] }, value: `000-${recordNumber}` },
        { type: { coding: [{ code: 'MR' }] }, value: recordNumber },
      ],
      name: [{ use: 'official', family: patient.familyName, given: [patient.givenName] }],
      gender: patient.sex,
      birthDate: patient.birthDate,
      telecom: [
        { system: 'phone', value: patient.phone },
        ...(patient.email === '' ? [] : [{ system: 'email', value: patient.email }]),
      ],
      address: [{ line: [patient.street], city: patient.city, state: patient.state, postalCode: patient.zip }],
      generalPractitioner: [{ reference: `Practitioner/${doctorId}` }],
    },
    ...patient.conditions.map((name, at) => ({
      resourceType: 'Condition',
      id: `c${recordNumber}-${at}`,
      clinicalStatus: concept('active', 'active'),
      code: concept(name),
      subject,
      onsetDateTime: patient.lastVisit,
    })),
    ...patient.medications.map((name, at) => ({
      resourceType: 'MedicationRequest',
      id: `m${recordNumber}-${at}`,
      status: 'active',
      medicationCodeableConcept: concept(name),
      subject,
      authoredOn: patient.lastVisit,
      dosageInstruction: [{ text: 'once a day' }],
    })),
    ...patient.observations.map(({ code, label, value, unit, day }, at) => ({
      resourceType: 'Observation',
      id: `o${recordNumber}-${at}`,
      status: 'final',
      code: concept(label, code),
      subject,
      effectiveDateTime: `${day}T08:30:00-05:00`,
      valueQuantity: { value, unit },
    })),
    {
      resourceType: 'Immunization',
      id: `i${recordNumber}`,
      status: 'completed',
      patient: subject,
      vaccineCode: concept('Influenza', '140', 'http://hl7.org/fhir/sid/cvx'),
      occurrenceDateTime: patient.vaccine,
    },
    visit(patient, subject, 'last', patient.lastVisit, patient.lastReason),
    ...(patient.nextVisit === '' ? [] : [visit(patient, subject, 'next', patient.nextVisit, patient.nextReason)]),
  ];
}

function visit(patient: ManyPatient, actor: unknown, which: string, day: string, reason: string): Resource {
  return {
    resourceType: 'Appointment',
    id: `a${patient.recordNumber}-${which}`,
    status: which === 'last' ? 'fulfilled' : 'booked',
    description: reason,
    start: `${day}T09:00:00-05:00`,
    participant: [{ actor }, { actor: { display: patient.doctor } }],
  };
}

function* allResources(count: number, seed: number): Generator<Resource> {
  const doctors = new Set<string>();
  for (const patient of manyPatients(count, seed)) {
    if (!doctors.has(patient.doctor)) {
      doctors.add(patient.doctor);
      const [prefix = '', given = '', family = ''] = patient.doctor.split(' ');
      yield {
        resourceType: 'Practitioner',
        id: `d${patient.doctor.replace(/\W/g, '')}`,
        name: [{ prefix: [prefix], given: [given], family }],
      };
    }
    yield* fhirResources(patient);
  }
}

/** The list as NDJSON, some lines at a time. */
export function* fhirLines(count: number, seed = 1): Generator<string> {
  let lines = '';
  for (const resource of allResources(count, seed)) {
    lines += `${JSON.stringify(resource)}\n`;
    if (lines.length > 1_000_000) {
      yield lines;
      lines = '';
    }
  }
  yield lines;
}

/** The list as one bundle. */
export function fhirBundle(count: number, seed = 1): string {
  const entry = [...allResources(count, seed)].map((resource) => ({
    fullUrl: `https://ehr.example/fhir/${resource.resourceType}/${resource.id}`,
    resource,
  }));
  return JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry });
}
