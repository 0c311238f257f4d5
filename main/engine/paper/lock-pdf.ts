import { EngineError } from '../base/errors.ts';
import { openQpdf, type Qpdf } from './qpdf.ts';

/** A PDF that becomes pages of another; `number` says which of the message's files it was, counted from 1. */
export type AddedPdf = { readonly number: number; readonly bytes: Uint8Array };

/**
 * Joins PDFs in their order and locks the whole with AES-256, revision 6. Metadata is locked too, and nothing is forbidden
 * to whoever opened it. Throws `pdf-impossible` for an added file with a password of its own, or one that cannot be read.
 */
export async function lockPdf(options: {
  readonly first: Uint8Array;
  readonly added: readonly AddedPdf[];
  readonly password: string;
  readonly secondPassword: string;
  readonly folder: string;
}): Promise<Uint8Array> {
  const qpdf = await openQpdf(options.folder);
  qpdf.put('first.pdf', options.first);
  const names = options.added.map(({ number, bytes }) => {
    const name = `added-${number}.pdf`;
    qpdf.put(name, bytes);
    refuseUnreadable(qpdf, name, number);
    return `/${name}`;
  });
  const pages = names.length === 0 ? [] : ['--pages', '.', '1-z', ...names.flatMap((name) => [name, '1-z']), '--'];
  const encrypt = ['--encrypt', options.password, options.secondPassword, '256', '--'];
  const code = qpdf.run('--no-warn', '--object-streams=generate', '/first.pdf', ...pages, ...encrypt, '/locked.pdf');
  if (code !== 0 && code !== 3) throw new EngineError('pdf-impossible', { reason: 'damaged-file' });
  return qpdf.take('locked.pdf');
}

function refuseUnreadable(qpdf: Qpdf, name: string, number: number): void {
  if (qpdf.run('--requires-password', `/${name}`) === 0) {
    throw new EngineError('pdf-impossible', { reason: 'locked-file', number });
  }
  if (countPages(qpdf, name) === 0) throw new EngineError('pdf-impossible', { reason: 'damaged-file', number });
}

/** How many pages a PDF has; 0 where it cannot be read. */
export function countPages(qpdf: Qpdf, name: string, password = ''): number {
  const code = qpdf.run(
    '--no-warn',
    `--password=${password}`,
    '--json=2',
    '--json-key=pages',
    `/${name}`,
    '/pages.json',
  );
  if (code !== 0 && code !== 3) return 0;
  const { pages }: { pages: readonly unknown[] } = JSON.parse(Buffer.from(qpdf.take('pages.json')).toString());
  return pages.length;
}
