import { mailDomain } from '../base/address.ts';
import { EngineError } from '../base/errors.ts';
import type { Session } from '../session.ts';
import { findListedDomain, listListedDomains } from '../store/tables/listed-domains.ts';
import { checkResolver } from '../wire/tls-evidence/look-up-transport.ts';
import type { Handlers } from './handlers.ts';

export function transportHandlers({ store, journal, emit, roots, transport }: Session): Handlers<'transport'> {
  const changed = () => {
    emit('transport.listed-changed', {});
    emit('threads.changed', { threadIds: [] });
    return {};
  };
  return {
    lookUp({ addresses }) {
      // Whoever asks goes on; `threads.changed` tells when there is something new to see.
      void transport.lookUp(addresses);
      return {};
    },
    checkResolver: async (resolver) => ({ result: await checkResolver(resolver, roots) }),
    listed: () => listListedDomains(store.read),
    listDomain(input) {
      const domain = mailDomain(input.domain);
      const note = input.note.trim();
      if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/.test(domain)) throw new EngineError('bad-request', { field: 'domain' });
      if (note === '') throw new EngineError('bad-request', { field: 'note' });
      store.write((db) => journal.append(db, 'domain.listed', { domain, note }));
      return changed();
    },
    unlistDomain({ domain }) {
      if (findListedDomain(store.read, domain) === null) throw new EngineError('not-found');
      store.write((db) => journal.append(db, 'domain.unlisted', { domain }));
      return changed();
    },
  };
}
