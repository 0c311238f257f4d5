declare module 'hoodiecrow-imap' {
  const createServer: import('./hoodiecrow-types.ts').CreateServer;
  export = createServer;
}

declare module 'hoodiecrow-imap/lib/commands/handlers/fetch.js' {
  const handlers: { readonly BODY: import('./hoodiecrow-types.ts').FetchHandler };
  export = handlers;
}
