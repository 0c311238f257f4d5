/** The window's own protocol: not `file:`, so that the page has an origin and reads nothing else. */
export const appScheme = 'app';
export const appOrigin = `${appScheme}://postern`;
export const appAddress = `${appOrigin}/index.html`;

/** True for an address of our own page and nothing that merely begins like it. */
export function isAppAddress(address: string): boolean {
  return address === appOrigin || address.startsWith(`${appOrigin}/`);
}
