/** A mail address that breaks, where it must, before its @ and its dots: never inside a word. */
export function MailAddress({ address }: { readonly address: string }) {
  return [...address.matchAll(/[@.]?[^@.]+|[@.]/g)].map(({ 0: part, index }) => (
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
