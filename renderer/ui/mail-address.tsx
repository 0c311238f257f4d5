import './mail-address.css';

/** Characters of a half that every place has room for on one line, with text of twice the size, too. */
const shortHalf = 16;

/** A mail address that breaks, where it must, before its @; only a long half breaks before its dots, too. */
export function MailAddress({ address }: { readonly address: string }) {
  const at = address.lastIndexOf('@');
  if (at <= 0) return <Half text={address} />;
  return (
    <>
      <Half text={address.slice(0, at)} />
      <wbr />
      <Half text={address.slice(at)} />
    </>
  );
}

function Half({ text }: { readonly text: string }) {
  if (text.length <= shortHalf) return <span className="mail-address-whole">{text}</span>;
  return [...text.matchAll(/\.?[^.]+|\./g)].map(({ 0: part, index }) => (
    <span key={index}>
      {index > 0 && <wbr />}
      {part}
    </span>
  ));
}

/** Addresses one below the other. */
export function MailAddresses({ addresses }: { readonly addresses: readonly string[] }) {
  return addresses.map((address) => (
    <div key={address}>
      <MailAddress address={address} />
    </div>
  ));
}
