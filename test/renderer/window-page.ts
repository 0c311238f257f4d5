import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { build, type Rolldown } from 'vite';

/** The window's own policy, as the shell sends it. */
export const windowPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-src 'self' data: blob:";

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

const served = new Map<string, Promise<string>>();

/**
 * The address on loopback of `entry`, bundled as the window is bundled: once for all test files of this process, which ends
 * it. `policy: null` serves it without one.
 */
export function servePage(entry: string, policy: string | null = windowPolicy): Promise<string> {
  const key = `${entry} ${policy}`;
  const url = served.get(key) ?? serve(entry, policy);
  served.set(key, url);
  return url;
}

async function serve(entry: string, policy: string | null): Promise<string> {
  const { script, style } = await bundle(entry);
  const files: Readonly<Record<string, readonly [string, string]>> = {
    '/page.js': ['text/javascript', script],
    '/page.css': ['text/css', style],
  };
  const html =
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Postern</title><link rel="stylesheet" href="/page.css"></head><body><div id="window"></div><script src="/page.js"></script></body></html>';
  const server = createServer((request, response) => {
    const [type, body] = files[request.url ?? ''] ?? ['text/html', html];
    response.setHeader('content-type', `${type}; charset=utf-8`);
    if (policy !== null) response.setHeader('content-security-policy', policy);
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/`;
}
