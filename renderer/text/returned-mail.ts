import type { Delivery, ReturnedMail } from '../../main/contract/messages.ts';
import { formatDate } from './format.ts';

type Reason = Pick<ReturnedMail, 'kind' | 'action'>;

const cameBack: Readonly<Record<ReturnedMail['kind'], string>> = {
  hard: 'Came back: the mailbox does not exist',
  soft: 'Came back: it could not be delivered in time',
  policy: 'Came back: their mail server refused it',
  other: 'Came back: their mail server does not say why',
};

const advice: Readonly<Record<ReturnedMail['kind'], string>> = {
  hard: 'Look for a typing error, write to another address, or call them.',
  soft: 'Their mailbox may be full, or their server out of reach. Send it again later, or call them.',
  policy: 'Nothing is wrong with the address. Write in another way, or call them.',
  other: 'Read the report below, send it once more, or call them.',
};

/** Words about mail of ours that came back. */
export const returnedText = {
  title: ({ kind, action }: Reason) => (action === 'delayed' ? 'Not delivered yet' : cameBack[kind]),
  advice: ({ kind, action }: Reason, form: Delivery['form']) => {
    if (action === 'delayed') return 'Their mail server keeps trying by itself. If it cannot wait, call them.';
    if (kind === 'policy' && form === 'page') {
      return 'It may not take .html files. Send the letter in another form, or call them.';
    }
    return advice[kind];
  },
  address: 'To',
  said: 'Their server said',
  status: 'Status',
  at: 'Came back',
  nothingSaid: 'nothing more',
  /** On the patient's page and above a message to them. */
  trouble: (address: string, at: number) => `Mail to ${address} came back on ${formatDate(at)}`,
  troubleWords: 'The mailbox does not exist. Ask for another address, or call them.',
  works: 'It works again',
  worksTitle: (address: string) => `Say that ${address} works again`,
} as const;
