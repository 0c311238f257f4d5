import type { SendPreview } from '../../../main/contract/drafts.ts';
import { returnedText } from '../../text/returned-mail.ts';
import { Banner } from '../../ui/banner.tsx';

/** Recipients to whom mail came back: said before Send, and keeps nobody from it. */
export function CameBack({ preview }: { readonly preview: SendPreview | null }) {
  return (preview?.cameBack ?? []).map(({ address, at }) => (
    <Banner key={address} tone="amber" title={returnedText.trouble(address, at)}>
      {returnedText.troubleWords}
    </Banner>
  ));
}
