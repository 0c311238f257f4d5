import { Fragment } from 'react';
import type { ProtectionDetails } from '../../../main/contract/messages.ts';
import { useQuery } from '../../engine/use-query.ts';
import { formatMoment } from '../../text/format.ts';
import { kitText } from '../../text/kit.ts';
import { protectionText } from '../../text/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure-banner.tsx';
import { Fingerprint } from '../../ui/fingerprint.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

type Row = readonly [label: string, value: string];

/** Algorithms, signer, fingerprint and protected headers of one message. */
export function ProtectionDialog({
  messageId,
  signer,
  onClose,
}: {
  readonly messageId: string;
  readonly signer: readonly Row[];
  readonly onClose: () => void;
}) {
  const details = useQuery('messages.protection', { messageId });
  return (
    <Dialog
      title={protectionText.title}
      width="medium"
      onClose={onClose}
      actions={
        <Button variant="filled" onClick={onClose}>
          {kitText.close}
        </Button>
      }
    >
      <FailureBanner failure={details.failure} />
      {details.loading && <Skeleton lines={4} />}
      {!details.loading && details.data === null && details.failure === null && <p>{protectionText.none}</p>}
      {details.data && <Facts details={details.data} signer={signer} />}
    </Dialog>
  );
}

/** As everywhere in the window; what is no date stands as it came. */
function dateWords(inside: string): string {
  const at = Date.parse(inside);
  return Number.isNaN(at) ? inside : formatMoment(at);
}

function Facts({ details, signer }: { readonly details: ProtectionDetails; readonly signer: readonly Row[] }) {
  const { facts } = protectionText;
  const { signature, headers, chain } = details;
  const how = signature === null ? '' : [signature.algorithm, signature.hash].filter((word) => word !== '').join(', ');
  return (
    <>
      <dl className="protection-facts">
        <dt>{facts.standard}</dt>
        <dd>{protectionText.standards[details.standard]}</dd>
        <dt>{facts.encryption}</dt>
        <dd>{details.encryption ?? protectionText.notEncrypted}</dd>
        <dt>{facts.signature}</dt>
        <dd>{signature === null ? protectionText.notSigned : how}</dd>
        {signature?.at && (
          <>
            <dt>{facts.at}</dt>
            <dd>{formatMoment(signature.at)}</dd>
          </>
        )}
        {signer.map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
        {chain.length > 0 && (
          <>
            <dt>{facts.issuer}</dt>
            <dd>{protectionText.chain(chain)}</dd>
          </>
        )}
        {signature && signature.fingerprint !== '' && (
          <>
            <dt>{facts.fingerprint}</dt>
            <dd>
              <Fingerprint value={signature.fingerprint} />
            </dd>
          </>
        )}
      </dl>
      {headers.length === 0 ? (
        <p>{protectionText.noHeaders}</p>
      ) : (
        <>
          <h3>{protectionText.headers}</h3>
          <dl className="protection-facts">
            {headers.map(({ name, inside, outside }) => (
              <div key={name} className="protection-header">
                <dt>{name}</dt>
                <dd dir="auto">
                  {name === 'Date' ? dateWords(inside) : inside}
                  {outside !== null && (
                    <span className="protection-outside">
                      {' '}
                      ({protectionText.outside(name === 'Date' ? dateWords(outside) : outside)})
                    </span>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  );
}
