import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { id } from '../../contract/fields.ts';
import { segmentRule } from '../../contract/segments.ts';
import { templateContent } from '../../contract/templates.ts';
import type { StarterTemplate } from '../campaigns/templates.ts';
import type { StarterSegment } from '../patients/segments/segments.ts';
import { resourceFile } from './resource-file.ts';

const templateFile = z.array(templateContent.extend({ id }));
const segmentFile = z.array(z.strictObject({ id, name: z.string(), rule: segmentRule }));

/** The texts that come with the program, in the practice's language. */
export function starterTemplates(language: 'en' | 'es'): StarterTemplate[] {
  return templateFile.parse(JSON.parse(readFileSync(resourceFile(`starters/templates-${language}.json`), 'utf8')));
}

/** The rules that come with the program, with names in the practice's language. */
export function starterSegments(language: 'en' | 'es'): StarterSegment[] {
  return segmentFile.parse(JSON.parse(readFileSync(resourceFile(`starters/segments-${language}.json`), 'utf8')));
}
