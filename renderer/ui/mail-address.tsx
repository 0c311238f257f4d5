import './mail-address.css';

/** A mail address that breaks, where it must, before its @, and only then before its dots: never inside a word. */
export function MailAddress({ address }: { readonly address: string }) {
  const at = address.lastIndexOf('@');
  const halves = at > 0 ? [address.slice(0, at), address.slice(at)] : [address];
  return (
    <span className="mail-address">
      {halves.map((half) => (
        <Half key={half} text={half} />
      ))}
    </span>
  );
}

function Half({ text }: { readonly text: string }) {
  return (
    <span>
      {[...text.matchAll(/\.?[^.]+|\./g)].map(({ 0: part, index }) => (
        <span key={index}>
          {index > 0 && <wbr />}
          {part}
        </span>
      ))}
    </span>
  );
}

/** Addresses one below the other. */
export function MailAddresses({ addresses }: { readonly addresses: readonly string[] }) {
  return addresses.map((address) => (
    <div key={address}>
      <MailAddress address={address} />
    </div>
  ));
}
