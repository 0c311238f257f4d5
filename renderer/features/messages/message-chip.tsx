import { Lock } from 'lucide-react';
import type { MessageView } from '../../../main/contract/messages.ts';
import { messagesText } from '../../text/messages.ts';
import { Chip } from '../../ui/chip.tsx';
import { ProtectionChip } from '../../ui/protection-chip.tsx';

/** How one message was protected; nothing for plain mail that came in, whose foot says so. */
export function MessageChip({ message }: { readonly message: MessageView }) {
  if (message.parts !== undefined) {
    const modes = [...new Set(message.parts.map(({ mode }) => mode))];
    return modes.map((mode) => <ProtectionChip key={mode} mode={mode} />);
  }
  if (message.delivery !== null) {
    const listed = message.delivery.transport?.evidence.find(({ kind }) => kind === 'listed');
    return <ProtectionChip mode={message.delivery.mode} listedBy={listed?.kind === 'listed' ? listed.by : undefined} />;
  }
  if (message.status.kind === 'encrypted') {
    return (
      <Chip tone="teal" icon={Lock}>
        {message.status.smime === undefined ? messagesText.openpgp : messagesText.smime}
      </Chip>
    );
  }
  if (message.status.kind === 'sealed-answer' && message.status.binding === 'ours') {
    return (
      <Chip tone="teal" icon={Lock}>
        {messagesText.sealedAnswer}
      </Chip>
    );
  }
  return null;
}
