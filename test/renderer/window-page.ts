import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { build, type Rolldown } from 'vite';

/** The window's own policy, as the shell sends it. */
export const windowPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-src 'self' data: blob:";

type Served = { readonly url: string; readonly close: () => Promise<void> };

async function bundle(entry: string): Promise<{ script: string; style: string }> {
  const result = await build({
    configFile: false,
    root: dirname(entry),
    logLevel: 'error',
    mode: 'production',
    oxc: { jsx: { runtime: 'automatic', development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      cssCodeSplit: false,
      lib: { entry, formats: ['iife'], name: 'page', fileName: 'page', cssFileName: 'page' },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]) as Rolldown.RolldownOutput[];
  const files = outputs.flatMap((one) => one.output);
  const script = files.find((file) => file.type === 'chunk')?.code ?? '';
  const style = files.find((file) => file.type === 'asset' && file.fileName.endsWith('.css'));
  return { script, style: style?.type === 'asset' ? String(style.source) : '' };
}

/** Bundles `entry` as the window is bundled, and serves it on loopback; `policy: null` serves it without one. */
export async function servePage(entry: string, policy: string | null = windowPolicy): Promise<Served> {
  const { script, style } = await bundle(entry);
  const files: Readonly<Record<string, readonly [string, string]>> = {
    '/page.js': ['text/javascript', script],
    '/page.css': ['text/css', style],
  };
  const html =
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Postern</title><link rel="stylesheet" href="/page.css"></head><body><div id="window"></div><script src="/page.js"></script></body></html>';
  const server: Server = createServer((request, response) => {
    const [type, body] = files[request.url ?? ''] ?? ['text/html', html];
    response.setHeader('content-type', `${type}; charset=utf-8`);
    if (policy !== null) response.setHeader('content-security-policy', policy);
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
