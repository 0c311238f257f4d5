import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { appScheme } from './app-address.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { findPageFile } from './page-file.ts';

const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** Names our protocol to Chromium; only before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true } }]);
}

/** Serves the window's files, from one folder and read-only, to one session. */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle(appScheme, async (request) => {
    if (request.method !== 'GET') return refused(405);
    const file = findPageFile(folder, request.url);
    if (file === null) return refused(404);
    try {
      const body = await readFile(file.path);
      return new Response(new Uint8Array(body), { headers: { ...headers, 'Content-Type': file.contentType } });
    } catch {
      return refused(404);
    }
  });
}

function refused(status: number): Response {
  return new Response(null, { status, headers });
}
