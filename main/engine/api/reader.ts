import { basename } from 'node:path';
import type { Session } from '../session.ts';
import type { Handlers } from './handlers.ts';
import { writeInPieces } from './messages.ts';

export function readerHandlers({ host, reader }: Session): Handlers<'reader'> {
  return {
    get: () => reader.view(),
    async export() {
      const bytes = reader.file();
      const path = await host.chooseSavePath({ name: 'letter.html' });
      if (path === null) return { savedAs: null, view: reader.view() };
      await writeInPieces(path, () => ({ bytes, done: true }));
      return { savedAs: basename(path), view: reader.noteExported(bytes) };
    },
    setAddress: ({ address }) => reader.setAddress(address),
    checkNow: () => reader.check(),
  };
}
