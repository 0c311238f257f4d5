const server = { host: '127.0.0.1', port: 465, security: 'implicit' };

/** What the list of providers says of the demo's mail server, as text like `resources/providers.json`. */
export const demoProviders = JSON.stringify([
  {
    id: 'fairview-mail',
    name: 'Fairview Mail',
    domains: [],
    mx: [],
    imap: { ...server, port: 993 },
    smtp: server,
    signIn: 'password',
    honours: { dane: { source: 'https://fairviewmail.example/security', date: '2026-11-02' } },
    filesSentCopies: false,
  },
]);
