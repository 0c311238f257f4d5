import { extname, resolve, sep } from 'node:path';
import { appOrigin } from './app-address.ts';
import { parseAddress } from './parse-address.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export type PageFile = { readonly path: string; readonly contentType: string };

/** The file of the page's folder that an address names, or null where it names none or leads out of the folder. */
export function findPageFile(folder: string, address: string): PageFile | null {
  const url = parseAddress(address);
  if (url === null || `${url.protocol}//${url.host}` !== appOrigin || url.username !== '' || url.port !== '')
    return null;
  const name = decode(url.pathname);
  // A slash or dots that were escaped in the address have no business in a file's name.
  if (name === null || /[\\\0%:]|\/\/|(^|\/)\.{1,2}(\/|$)/.test(name)) return null;
  const path = resolve(folder, `.${name === '/' ? '/index.html' : name}`);
  const contentType = contentTypes[extname(path)];
  if (!path.startsWith(folder + sep) || contentType === undefined) return null;
  return { path, contentType };
}

function decode(pathname: string): string | null {
  if (/%(2e|2f|5c|00|25)/i.test(pathname)) return null;
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
