import { Fragment } from 'react';
import type { MessageStatus } from '../../../main/contract/messages.ts';
import { signerDetails } from '../../text/messages.ts';

/** Who signed an S/MIME message, and who vouches for them. */
export function SignerDetails({ status }: { readonly status: MessageStatus }) {
  return (
    <dl className="message-facts">
      {signerDetails(status).map(([label, value]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
