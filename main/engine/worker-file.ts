/** Where the worker threads' code lies: beside this file, as source and as built alike. */
export const workerFile = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.cjs', import.meta.url);
