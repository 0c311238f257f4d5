const notAscii = /\P{ASCII}/u;

/** Decodes UTF-7 (RFC 2152), which old Outlook still writes. What is no UTF-7 stays as it is. */
export function decodeUtf7(bytes: Uint8Array): string {
  const source = Buffer.from(bytes).toString('latin1');
  if (notAscii.test(source)) return source;
  return source.replaceAll(/\+([A-Za-z0-9+/]*)-?/g, (_whole, encoded: string) => {
    if (encoded === '') return '+';
    const units = Buffer.from(encoded, 'base64');
    return units
      .subarray(0, units.length - (units.length % 2))
      .swap16()
      .toString('utf16le')
      .toWellFormed();
  });
}
