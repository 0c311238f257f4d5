import type { Concept } from '../journal/import-change.ts';
import { foldedWords } from './incoming.ts';

/** Results that practices ask for most, so that a column "HbA1c" and a LOINC code are one thing. */
const known: readonly (readonly [code: string, label: string, names: string, otherCodes?: string])[] = [
  ['4548-4', 'A1C', 'a1c|hba1c|hemoglobin a1c|haemoglobin a1c|glycated hemoglobin|last a1c', '17856-6|59261-8|41995-2'],
  ['8480-6', 'Systolic blood pressure', 'systolic|systolic bp|bp systolic|sbp|systolic blood pressure'],
  ['8462-4', 'Diastolic blood pressure', 'diastolic|diastolic bp|bp diastolic|dbp|diastolic blood pressure'],
  ['13457-7', 'LDL cholesterol', 'ldl|ldl c|ldl cholesterol', '18262-6|2089-1'],
  ['2085-9', 'HDL cholesterol', 'hdl|hdl c|hdl cholesterol'],
  ['2093-3', 'Total cholesterol', 'cholesterol|total cholesterol'],
  ['2571-8', 'Triglycerides', 'triglycerides'],
  ['29463-7', 'Weight', 'weight|body weight|wt', '3141-9'],
  ['8302-2', 'Height', 'height|body height|ht'],
  ['39156-5', 'BMI', 'bmi|body mass index'],
  ['2345-7', 'Glucose', 'glucose|blood glucose|fasting glucose', '2339-0|1558-6'],
  ['33914-3', 'eGFR', 'egfr|gfr|estimated gfr', '48642-3|62238-1|98979-8'],
  ['2160-0', 'Creatinine', 'creatinine', '38483-4'],
  ['2857-1', 'PSA', 'psa|prostate specific antigen'],
  ['3016-3', 'TSH', 'tsh', '11580-8'],
  ['718-7', 'Hemoglobin', 'hemoglobin|haemoglobin|hgb|hb'],
  ['1989-3', 'Vitamin D', 'vitamin d|25 oh vitamin d', '62292-8'],
  ['8867-4', 'Heart rate', 'heart rate|pulse'],
  ['6301-6', 'INR', 'inr'],
];

const byName = new Map<string, Concept>();
const byCode = new Map<string, Concept>();
for (const [code, label, names, others] of known) {
  const concept = { code, label };
  for (const name of names.split('|')) byName.set(name, concept);
  for (const each of [code, ...(others?.split('|') ?? [])]) byCode.set(each, concept);
}

/** The concept of a result that a file only names; known ones have a code, others their own words. */
export function observationByName(name: string): Concept {
  const words = foldedWords(name).join(' ');
  return byName.get(words) ?? { code: words, label: name.trim() };
}

export function isKnownObservation(name: string): boolean {
  return byName.has(foldedWords(name).join(' '));
}

/** The concept of a result with a LOINC code. */
export function observationByCode(code: string, label: string): Concept {
  return byCode.get(code) ?? { code, label };
}

/** The concept of what is only named: a condition, a treatment, an immunization. */
export function conceptByName(name: string): Concept {
  return { code: foldedWords(name).join(' '), label: name.trim() };
}
