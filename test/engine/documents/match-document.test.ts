import { describe, expect, it } from 'vitest';
import type { DocumentPatient } from '../../../main/contract/documents.ts';
import { createCandidateIndex } from '../../../main/engine/documents/candidate-index.ts';
import { matchDocument } from '../../../main/engine/documents/match-document.ts';
import { readDays } from '../../../main/engine/documents/read-days.ts';
import { createRandom } from '../../../resources/demo-practice/seeded-random.ts';

const ana: DocumentPatient = { id: 'pa_ana', name: 'Ana Ruiz', recordNumber: '20418', birthDate: '1971-03-14' };
const leo: DocumentPatient = { id: 'pa_leo', name: 'Leo Park', recordNumber: 'A-1234', birthDate: '1988-07-02' };
const zoe: DocumentPatient = {
  id: 'pa_zoe',
  name: 'Núñez, Zoë María',
  recordNumber: '0031007',
  birthDate: '1990-12-01',
};
/** Ana's namesake, born another day. */
const ana2: DocumentPatient = { id: 'pa_ana2', name: 'Ana Ruiz', recordNumber: '30999', birthDate: '1955-01-20' };
const noDay: DocumentPatient = { id: 'pa_no', name: 'Omar Haddad', recordNumber: '40404', birthDate: null };
const noNumber: DocumentPatient = { id: 'pa_nn', name: 'Ida Berg', recordNumber: '', birthDate: '2001-05-06' };
const everybody = [ana, leo, zoe, ana2, noDay, noNumber];

const found = (name: string, text = '') => {
  const { verdict, reason, patientId, suggestions } = matchDocument({ name, text }, everybody);
  return `${verdict} ${reason} ${patientId ?? suggestions.join(' ')}`.trim();
};

describe('a document', () => {
  it.each([
    // Both agree.
    ['lab.pdf', 'Patient: Ana Ruiz MRN: 20418 DOB: 03/14/1971', 'matched number-and-date pa_ana'],
    ['20418_1971-03-14_labs.pdf', '', 'matched number-and-date pa_ana'],
    ['20418 Ruiz Ana.pdf', 'born March 14, 1971', 'matched number-and-date pa_ana'],
    [
      'scan-7.pdf',
      'Chart No. 20418\nDate of Birth 14 Mar 1971\nCollected 11/20/2026',
      'matched number-and-date pa_ana',
    ],
    ['A-1234-labs.pdf', 'D.O.B.: 7/2/88', 'matched number-and-date pa_leo'],
    ['x.pdf', 'medical record number: a1234, birth date: 1988-07-02', 'matched number-and-date pa_leo'],
    [
      'x.pdf',
      'Paciente: Zoe Nunez  MRN 31007  Fecha de nacimiento: 1 de diciembre de 1990',
      'matched number-and-date pa_zoe',
    ],
    ['result 31007.pdf', 'a value of 1990-12-01 was seen', 'matched number-and-date pa_zoe'],
    // Only one of them.
    ['20418.pdf', '', 'look number-only pa_ana'],
    ['lab.pdf', 'MRN: 20418, collected 11/20/2026', 'look number-only pa_ana'],
    ['20418.pdf', 'DOB: 01/01/1980', 'look date-differs pa_ana'],
    ['lab.pdf', 'Patient: Ana Ruiz DOB 03/14/1971', 'look date-and-name pa_ana'],
    ['Ana Ruiz.pdf', '', 'look name-only pa_ana pa_ana2'],
    ['lab.pdf', 'Date of birth: 03/14/1971', 'look date-only pa_ana'],
    ['40404.pdf', 'DOB: 01/01/1980', 'look no-birth-date-on-file pa_no'],
    ['lab.pdf', 'Patient: Ida Berg DOB 2001-05-06', 'look date-and-name pa_nn'],
    // They speak against each other.
    ['lab.pdf', 'Patient: Leo Park MRN: 20418 DOB: 07/02/1988', 'look number-and-date-differ pa_ana pa_leo'],
    ['lab.pdf', 'Patient: Ana Ruiz MRN: 99999 DOB: 03/14/1971', 'look number-differs pa_ana'],
    ['lab.pdf', 'Patient: John Smith MRN: 20418 DOB: 03/14/1971', 'look name-differs pa_ana'],
    ['30999.pdf', 'Patient: Ana Ruiz MRN: 20418 DOB: 03/14/1971', 'look several pa_ana pa_ana2'],
    ['lab.pdf', 'MRN: 20418 DOB: 03/14/1971 MRN: A-1234 DOB: 07/02/1988', 'look several pa_ana pa_leo'],
    ['20418 1971-03-14.pdf', 'MRN: 55555 DOB: 03/14/1971', 'look several pa_ana'],
    ['lab.pdf', 'MRN: 20418 DOB: 03/14/1971, mother born 01/20/1955', 'look date-differs pa_ana pa_ana2'],
    // Nobody.
    ['lab.pdf', '', 'none nobody'],
    ['invoice.pdf', 'Invoice of 03/14/1971 over 1,200.00', 'none nobody'],
    ['lab.pdf', 'MRN: unknown, DOB: 31/31/1971', 'none nobody'],
  ])('%s that says "%s": %s', (name, text, expected) => expect(found(name, text)).toBe(expected));

  it('about one twin is not matched to the other, whose number stands in its name', () => {
    const eva = { ...ana, id: 'pa_eva', name: 'Eva Ruiz', recordNumber: '20419' };
    const about = (text: string, candidates: readonly DocumentPatient[], name = '20419.pdf') => {
      const { verdict, reason, patientId } = matchDocument({ name, text }, candidates);
      return [verdict, reason, patientId ?? ''].join(' ').trim();
    };
    const born = 'DOB: 03/14/1971';
    const both = [eva, ana];
    for (const said of ['Patient: Ana Ruiz', 'Ana Ruiz', 'Patient: Eva Ruiz, twin of Ana']) {
      expect(about(`${said} ${born}`, both), said).toBe('look name-differs');
    }
    // Also where the other is not on file, and where twins share two names.
    expect(about(`Patient: Ana Ruiz   ${born}`, [eva])).toBe('look name-differs');
    const three = { ...eva, name: 'Eva María Ruiz' };
    expect(about(`Patient: Ana María Ruiz   ${born}`, [three])).toBe('look name-differs');
    for (const said of ['Eva Ruiz', 'Ruiz, Eva M.', 'Ruiz', 'Eva María Ruiz']) {
      expect(about(`Patient: ${said}   ${born}`, [three, ana]), said).toBe('matched number-and-date pa_eva');
    }
    expect(about(`Patient: Eva Ruiz   ${born}`, both)).toBe('matched number-and-date pa_eva');
  });

  it("is nobody's by a single digit in its name", () => {
    const seven = { ...leo, recordNumber: '7' };
    for (const name of ['scan 7.pdf', 'scan-007.pdf', 'lab (7).pdf']) {
      expect(matchDocument({ name, text: 'seen 07/02/1988' }, [seven]).patientId, name).toBeNull();
    }
    expect(matchDocument({ name: 'lab.pdf', text: 'MRN: 7 DOB: 07/02/1988' }, [seven]).patientId).toBe(leo.id);
  });

  it("is not matched by a postal code, a page or a year that is somebody's number", () => {
    const near = { ...leo, recordNumber: '62704' };
    const text = 'Lab, Springfield 62704\nMRN: 20418 DOB: 03/14/1971';
    expect(matchDocument({ name: 'lab.pdf', text }, [ana, near])).toMatchObject({ patientId: ana.id });
    const page = { ...leo, recordNumber: '2' };
    expect(matchDocument({ name: 'lab.pdf', text: 'page 2, seen 07/02/1988' }, [page]).patientId).toBeNull();
  });
});

it('reads days however they are written, both ways where the writer left it open, and no day that is none', () => {
  const read = (text: string) => readDays(text).map(({ readings }) => readings.join('|'));
  expect(read('1971-03-14, 14.03.1971, 3/14/71, 14-Mar-1971')).toEqual([
    '1971-03-14',
    '1971-03-14',
    '1971-03-14|2071-03-14',
    '1971-03-14',
  ]);
  expect(read('3/4/1971')).toEqual(['1971-03-04|1971-04-03']);
  expect(read('February 30, 1971; 2026-13-01; 12345678901; 1-2-3; 10.5.2')).toEqual([]);
});

describe('10,000 documents made of the facts of two patients at random', () => {
  const chance = createRandom(20_261_125);
  const pick = <Each>(list: readonly Each[]): Each => {
    const each = list[chance.between(0, list.length - 1)];
    if (each === undefined) throw new Error('nothing to pick');
    return each;
  };
  const day = (birthDate: string | null) => {
    const [year = '', month = '', date = ''] = (birthDate ?? '1900-01-01').split('-');
    return pick([`${year}-${month}-${date}`, `${month}/${date}/${year}`, `${date}.${month}.${year}`]);
  };

  it('never go by themselves to somebody whose number or birth date contradicts', () => {
    let matched = 0;
    for (let round = 0; round < 10_000; round += 1) {
      const [one, other] = [pick(everybody), pick(everybody)];
      const number = pick([one.recordNumber, other.recordNumber, '77777', '']);
      const born = pick([one.birthDate, other.birthDate, '1999-09-09', null]);
      const name = pick([one.name, other.name, 'John Smith', '']);
      const labels = chance.between(0, 1) === 1;
      const text = [
        name === '' ? '' : labels ? `Patient: ${name}` : name,
        number === '' ? '' : labels ? `MRN: ${number}` : number,
        born === null ? '' : labels ? `DOB: ${day(born)}` : day(born),
        'Collected 11/20/2026',
      ];
      const fileName = pick([
        'lab.pdf',
        `${number}.pdf`,
        `${other.recordNumber}_x.pdf`,
        `${day(born)}.pdf`.replaceAll('/', '-'),
      ]);
      const document = { name: fileName, text: text.join(pick(['\n', '   '])) };
      const match = matchDocument(document, createCandidateIndex(everybody)(document));
      // Leaving patients out who agree in nothing changes nothing.
      expect(match).toEqual(matchDocument(document, everybody));
      if (match.verdict !== 'matched') {
        expect(match.patientId).toBeNull();
        continue;
      }
      matched += 1;
      const patient = everybody.find(({ id }) => id === match.patientId);
      expect(born, JSON.stringify(document)).toBe(patient?.birthDate);
      if (number !== '' && number !== '77777') expect(number, JSON.stringify(document)).toBe(patient?.recordNumber);
      if (number === '77777') expect(labels, JSON.stringify(document)).toBe(false);
    }
    expect(matched).toBeGreaterThan(500);
  });
});
