/** The address as a URL, or null where it is none. `URL.canParse` is younger than some Chromiums that this window runs in. */
export function findUrl(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
