import { describe, expect, it } from 'vitest';
import { baseSubject, forwardSubject, replySubject } from '../../../main/engine/mime/subject.ts';

describe('the base of a subject', () => {
  it.each([
    ['Appointment', 'Appointment'],
    ['Re: Appointment', 'Appointment'],
    ['RE: Fwd: AW: WG: Appointment', 'Appointment'],
    ['Re[2]: Re(3): Appointment', 'Appointment'],
    ['RV: Cita', 'Cita'],
    ['回复：预约', '预约'],
    ['  Re :  Appointment ', 'Appointment'],
    ['Recall: men over 40', 'Recall: men over 40'],
    ['Results: yours', 'Results: yours'],
    ['Re:', ''],
    ['', ''],
  ])('of %j is %j', (subject, base) => {
    expect(baseSubject(subject)).toBe(base);
  });
});

it('gets one prefix, however often it is answered or forwarded', () => {
  expect(replySubject(replySubject('Fwd: Appointment'))).toBe('Re: Appointment');
  expect(forwardSubject(replySubject('Appointment'))).toBe('Fwd: Appointment');
  expect(replySubject('')).toBe('Re:');
});
