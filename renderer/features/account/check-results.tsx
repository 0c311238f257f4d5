import { CircleAlert, CircleCheck } from 'lucide-react';
import type { Ref } from 'react';
import type { CheckResult } from '../../../main/contract/account.ts';
import { accountText } from '../../text/account.ts';
import { describeFailure } from '../../text/errors.ts';
import './check-results.css';

export type CheckResultsProps = {
  /** To move the focus there, which reads the answers out. */
  readonly ref: Ref<HTMLUListElement>;
  readonly imap: CheckResult;
  readonly smtp: CheckResult;
  readonly imapHost: string;
  readonly smtpHost: string;
};

/** What each of the two servers answered: good, or what failed and what to do. */
export function CheckResults({ ref, imap, smtp, imapHost, smtpHost }: CheckResultsProps) {
  return (
    <ul ref={ref} className="check-results" tabIndex={-1} aria-label={accountText.answers}>
      <CheckLine name={accountText.incomingShort} host={imapHost} result={imap} />
      <CheckLine name={accountText.outgoingShort} host={smtpHost} result={smtp} advised={smtp.code === imap.code} />
    </ul>
  );
}

function CheckLine({
  name,
  host,
  result,
  advised = false,
}: {
  readonly name: string;
  readonly host: string;
  readonly result: CheckResult;
  /** What to do stands above already, for the same failure of the other server. */
  readonly advised?: boolean;
}) {
  if (result.ok) {
    return (
      <li className="check-result" data-good>
        <CircleCheck size={16} aria-hidden />
        <span>
          <strong>{name}:</strong> {accountText.serverGood(host)}
        </span>
      </li>
    );
  }
  const text = describeFailure({ code: result.code ?? 'unexpected', facts: { host, ...result.facts } });
  return (
    <li className="check-result">
      <CircleAlert size={16} aria-hidden />
      <span>
        <strong>
          {name}: {text.title}.
        </strong>{' '}
        {text.happened} {advised ? '' : text.next}
      </span>
    </li>
  );
}
