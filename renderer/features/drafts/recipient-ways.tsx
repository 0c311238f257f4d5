import type { SendPreview } from '../../../main/contract/drafts.ts';
import type { Person } from '../../../main/contract/fields.ts';
import { draftsText } from '../../text/drafts.ts';
import { formNames } from '../../text/sealed-forms.ts';
import { reasonText } from '../../text/threads.ts';
import { ProtectionChip } from '../../ui/protection-chip.tsx';
import { nameOf } from '../messages/names.ts';

/** Of several recipients each with how the message reaches them, and why so or why not. */
export function RecipientWays({
  people,
  preview,
}: {
  readonly people: readonly Person[];
  readonly preview: SendPreview | null;
}) {
  const ways = preview?.ways ?? [];
  if (people.length < 2 || ways.length === 0) return null;
  const formOf = (address: string) => preview?.sealed?.letters.find((letter) => letter.address === address)?.form;
  return (
    <ul className="recipient-ways" aria-label={draftsText.ways}>
      {ways.map(({ address, ...way }) => {
        const form = way.mode === 'sealed' ? formOf(address) : undefined;
        const person = people.find((each) => each.address === address) ?? { name: '', address };
        return (
          <li key={address}>
            <span className="recipient-way-name" dir="auto">
              {nameOf(person)}
            </span>
            <ProtectionChip mode={way.mode} listedBy={way.reason === 'tls-listed' ? way.detail : undefined} />
            <span className={way.available ? 'recipient-way-words' : 'recipient-way-words recipient-way-shut'}>
              {form !== undefined && `${formNames[form]}. `}
              {reasonText(way)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
