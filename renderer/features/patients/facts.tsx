import { MailAddresses } from '../../ui/mail-address.tsx';

/** A label, and what is on file under it; several mail addresses as a list. */
export type Fact = readonly [label: string, value: string | readonly string[]];

/** What is on file, one line each; what is not is left out. */
export function Facts({ facts, className }: { readonly facts: readonly Fact[]; readonly className: string }) {
  return (
    <dl className={className}>
      {facts
        .filter(([, value]) => value.length > 0)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd dir="auto">{typeof value === 'string' ? value : <MailAddresses addresses={value} />}</dd>
          </div>
        ))}
    </dl>
  );
}
