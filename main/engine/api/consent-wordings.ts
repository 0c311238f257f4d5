import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type ConsentWording, consentWording } from '../../contract/patients.ts';
import { resourceFile } from './resource-file.ts';

/** The practice's own wordings of consents. */
export function consentWordings(): readonly ConsentWording[] {
  return z.array(consentWording).parse(JSON.parse(readFileSync(resourceFile('consent-wordings.json'), 'utf8')));
}
