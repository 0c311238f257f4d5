import type { ThreadView } from '../../../main/contract/threads.ts';
import { emptyThreads, threadsText } from '../../text/threads.ts';

/** What a view is called. */
export function viewName(view: ThreadView): string {
  switch (view.kind) {
    case 'role':
      return threadsText.roleNames[view.role];
    case 'to-be-chosen':
      return threadsText.toBeChosen;
    case 'search':
      return threadsText.searchResults;
    case 'mailbox':
    case 'patient':
      return threadsText.mailbox;
  }
}

/** What an empty view says. */
export function emptyWords(view: ThreadView): { readonly title: string; readonly words: string } {
  if (view.kind === 'to-be-chosen') return emptyThreads.toBeChosen;
  if (view.kind === 'search') return emptyThreads.search;
  return view.kind === 'role' && view.role === 'inbox' ? emptyThreads.inbox : emptyThreads.other;
}
