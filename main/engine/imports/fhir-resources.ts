import { z } from 'zod';

/* The parts of FHIR R4 that are read, and no more: everything else may be there in any shape. */

const text = z.string().max(4_000);
const coding = z.looseObject({ system: text.optional(), code: text.optional(), display: text.optional() });
export const concept = z.looseObject({ text: text.optional(), coding: z.array(coding).optional() });
export type FhirConcept = z.infer<typeof concept>;
const reference = z.looseObject({ reference: text.optional(), display: text.optional() });

const humanName = z.looseObject({
  use: text.optional(),
  text: text.optional(),
  family: text.optional(),
  given: z.array(text).optional(),
  prefix: z.array(text).optional(),
});
export type FhirName = z.infer<typeof humanName>;
const contactPoint = z.looseObject({ system: text.optional(), value: text.optional(), use: text.optional() });
const period = z.looseObject({ start: text.optional(), end: text.optional() });
const quantity = z.looseObject({ value: z.number().optional(), unit: text.optional(), code: text.optional() });

const value = {
  valueQuantity: quantity.optional(),
  valueString: text.optional(),
  valueInteger: z.number().optional(),
  valueBoolean: z.boolean().optional(),
  valueCodeableConcept: concept.optional(),
};
const base = { id: text.optional() };

export const resource = z.discriminatedUnion('resourceType', [
  z.looseObject({
    ...base,
    resourceType: z.literal('Patient'),
    identifier: z.array(z.looseObject({ type: concept.optional(), value: text.optional() })).optional(),
    name: z.array(humanName).optional(),
    telecom: z.array(contactPoint).optional(),
    gender: text.optional(),
    birthDate: text.optional(),
    address: z
      .array(
        z.looseObject({
          line: z.array(text).optional(),
          city: text.optional(),
          state: text.optional(),
          postalCode: text.optional(),
        }),
      )
      .optional(),
    generalPractitioner: z.array(reference).optional(),
    deceasedBoolean: z.boolean().optional(),
    deceasedDateTime: text.optional(),
  }),
  z.looseObject({
    ...base,
    resourceType: z.literal('Practitioner'),
    name: z.array(humanName).optional(),
    telecom: z.array(contactPoint).optional(),
  }),
  z.looseObject({
    ...base,
    resourceType: z.literal('Observation'),
    status: text.optional(),
    code: concept,
    subject: reference.optional(),
    effectiveDateTime: text.optional(),
    effectiveInstant: text.optional(),
    effectivePeriod: period.optional(),
    issued: text.optional(),
    ...value,
    component: z.array(z.looseObject({ code: concept, ...value })).optional(),
  }),
  z.looseObject({
    ...base,
    resourceType: z.literal('Condition'),
    clinicalStatus: concept.optional(),
    verificationStatus: concept.optional(),
    code: concept.optional(),
    subject: reference,
    onsetDateTime: text.optional(),
    abatementDateTime: text.optional(),
    recordedDate: text.optional(),
  }),
  z.looseObject({
    ...base,
    resourceType: z.literal('MedicationRequest'),
    status: text.optional(),
    subject: reference,
    medicationCodeableConcept: concept.optional(),
    medicationReference: reference.optional(),
    authoredOn: text.optional(),
    dosageInstruction: z.array(z.looseObject({ text: text.optional() })).optional(),
  }),
  z.looseObject({
    ...base,
    resourceType: z.literal('Immunization'),
    status: text.optional(),
    patient: reference,
    vaccineCode: concept,
    occurrenceDateTime: text.optional(),
  }),
  z.looseObject({
    ...base,
    resourceType: z.literal('Appointment'),
    status: text.optional(),
    description: text.optional(),
    reasonCode: z.array(concept).optional(),
    serviceType: z.array(concept).optional(),
    appointmentType: concept.optional(),
    start: text.optional(),
    participant: z.array(z.looseObject({ actor: reference.optional() })).optional(),
  }),
]);
export type Resource = z.infer<typeof resource>;
export type ResourceOf<Type extends Resource['resourceType']> = Extract<Resource, { resourceType: Type }>;

export const readTypes = new Set<string>([
  'Patient',
  'Practitioner',
  'Observation',
  'Condition',
  'MedicationRequest',
  'Immunization',
  'Appointment',
]);
