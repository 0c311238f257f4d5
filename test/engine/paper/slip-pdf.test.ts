import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import decodeQR from 'qr/decode.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contactCode } from '../../../main/engine/paper/contact-code.ts';
import { slipPdf } from '../../../main/engine/paper/slip-pdf.ts';
import { buildSealedPage } from '../../../renderer/sealed/build.ts';
import { needPackages } from '../../support/debian.ts';

const run = promisify(execFile);
const words = ['cigüeña', 'murciélago', 'ñandú', 'cuaderno', 'escalera'];
const code = contactCode({
  name: 'Clínica; Elm, Street',
  telephone: '+1 (217) 555-0137',
  address: 'desk@clinic.example',
  reader: 'https://clinic.example/letter.html',
  note: 'Nuestra señal: ámbar halcón',
});

/** What a phone's camera makes of the code on paper. */
function scan(pgm: Buffer): string {
  const [, width = '0', height = '0'] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.toString('latin1')) ?? [];
  const grey = pgm.subarray(pgm.length - Number(width) * Number(height));
  const data = new Uint8Array(grey.length * 4).map((_, at) => (at % 4 === 3 ? 255 : (grey[at >> 2] ?? 0)));
  return decodeQR({ width: Number(width), height: Number(height), data });
}

describe.skipIf(!(await needPackages(['poppler-utils'])))('the slip as a PDF', () => {
  let folder = '';
  beforeAll(async () => {
    await buildSealedPage();
    folder = await mkdtemp(join(tmpdir(), 'slip-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('shows the words, the sign, the number and four lines, and its code is a contact without the phrase', async () => {
    const bytes = await slipPdf(
      {
        patientName: 'Ana Ruiz',
        practiceName: 'Clínica Elm Street',
        telephone: '+1 (217) 555-0137',
        words,
        sign: ['ámbar', 'halcón'],
        language: 'es',
        code,
      },
      'out/sealed',
      Date.UTC(2026, 10, 24),
    );
    const path = join(folder, 'slip.pdf');
    await writeFile(path, bytes);
    const { stdout } = await run('pdftotext', ['-layout', path, '-']);
    const text = stdout.replace(/\s+/g, ' ');
    for (const said of [words.join(' '), 'ámbar halcón', '+1 (217) 555-0137', 'Para Ana Ruiz', 'la ñ como n'])
      expect(text).toContain(said);
    await run('pdftoppm', ['-r', '150', '-gray', path, join(folder, 'slip')]);
    const card = scan(await readFile(join(folder, 'slip-1.pgm')));
    expect(card).toContain('TEL;TYPE=WORK:+1 (217) 555-0137\r\n');
    expect(card).toContain('FN:Clínica\\; Elm\\, Street\r\n');
    expect(card).toContain('URL:https://clinic.example/letter.html\r\n');
    expect(card).toContain('NOTE:Nuestra señal: ámbar halcón\r\n');
    for (const word of words) expect(card).not.toContain(word);
  });
});
