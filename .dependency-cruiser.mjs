/*
 * Import directions, as a table: what each room may import besides itself. Whatever is not named is forbidden, and the
 * message says which door to use instead. `npm run check` proves it; test/architecture breaks one rule of each kind on purpose.
 */
const engine = 'main/engine';
const contract = 'main/contract';
const rooms = {
  base: [],
  store: ['base'],
  journal: ['base', 'store'],
  protection: ['base'],
  mime: ['base'],
  wire: ['base'],
  policy: [],
  vault: ['base', 'store'],
  patients: ['base', 'store', 'journal', 'policy', 'protection'],
  mailbox: ['base', 'store', 'mime', 'protection', 'wire'],
  submission: ['base', 'store', 'journal', 'patients', 'policy', 'mime', 'protection', 'paper'],
  paper: ['base'],
  imports: ['base', 'store', 'journal'],
  documents: ['base', 'store', 'journal', 'imports'],
  outbox: ['base', 'store', 'journal', 'wire'],
  campaigns: ['base', 'store', 'journal', 'patients', 'policy', 'mime', 'submission', 'outbox', 'documents'],
};

const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `room-${room}`,
  comment: `${room} may import ${['contract', ...allowed].join(', ')} and nothing else of ours. Rooms that may not meet, meet in the store and in events that engine.ts wires.`,
  severity: 'error',
  from: { path: `^${engine}/${room}/` },
  to: {
    path: '^(main|preload|renderer|test|resources)/',
    pathNot: [`^${contract}/`, ...[room, ...allowed].map((name) => `^${engine}/${name}/`)],
  },
}));

/** One outside thing, one door. */
const doors = [
  ['electron', 'node_modules/electron/|^electron$', '^main/shell/|^main/index\\.ts$|^preload/'],
  ['better-sqlite3', 'better-sqlite3', `^${engine}/store/`],
  ['openpgp', 'node_modules/openpgp', `^${engine}/protection/|^renderer/sealed/`],
  ['pkijs and what belongs to it', 'node_modules/(pkijs|asn1js|node-forge|@noble/ciphers)/', `^${engine}/protection/`],
  ['imapflow', 'node_modules/imapflow', `^${engine}/wire/`],
  ['dns-packet', 'node_modules/dns-packet', `^${engine}/wire/`],
  [
    'nodemailer',
    'node_modules/nodemailer/(?!dist/[a-z]+/(mime-node|mime-funcs|addressparser|qp)/)',
    `^${engine}/wire/`,
  ],
  [
    'mime libraries',
    'node_modules/(postal-mime|htmlparser2|nodemailer/dist/[a-z]+/(mime-node|mime-funcs|addressparser|qp))/',
    `^${engine}/mime/`,
  ],
  ['the keychain', 'node_modules/(keytar|@napi-rs/keyring)', `^${engine}/vault/`],
  ['csv-parse', 'node_modules/csv-parse', `^${engine}/imports/`],
  ['the reader of PDFs', 'node_modules/unpdf/', `^${engine}/documents/`],
  ['paper', 'node_modules/(pdfkit|@neslinesli93/qpdf-wasm)/', `^${engine}/paper/`],
  ['the template language', 'node_modules/liquidjs/', `^${engine}/campaigns/`],
  ['key stretching', 'node_modules/@node-rs/argon2', `^${engine}/(vault|protection)/`],
].map(([thing, path, door]) => ({
  name: `door-${thing.replaceAll(' ', '-')}`,
  comment: `${thing} is used in one place only (${door}). Call that room instead.`,
  severity: 'error',
  from: { path: '^(main|preload|renderer)/', pathNot: door },
  to: { path },
}));

export default {
  forbidden: [
    ...roomRules,
    ...doors,
    {
      name: 'api-knows-the-session',
      comment:
        'Of what stands beside the rooms, api imports the session and its beginning; engine.ts hands it all else.',
      severity: 'error',
      from: { path: `^${engine}/api/` },
      to: { path: `^${engine}/[^/]+\\.ts$`, pathNot: `^${engine}/(session|begin-session)\\.ts$` },
    },
    {
      name: 'engine-serves-the-api',
      comment: 'The contract is served by engine.ts alone; nothing else calls a handler.',
      severity: 'error',
      from: { path: `^${engine}/`, pathNot: `^${engine}/(api/|engine\\.ts$|session\\.ts$)` },
      to: { path: `^${engine}/api/` },
    },
    {
      name: 'entry-knows-no-room',
      comment: 'The process entry and its line to the shell know the engine, and no room but base.',
      severity: 'error',
      from: { path: `^${engine}/(index|port)\\.ts$` },
      to: { path: `^${engine}/[^/]+/`, pathNot: `^${engine}/base/` },
    },
    {
      name: 'contract-imports-nothing',
      comment: 'The contract is what both sides agree on: zod and itself.',
      severity: 'error',
      from: { path: `^${contract}/` },
      to: { pathNot: [`^${contract}/`, 'node_modules/zod'] },
    },
    {
      name: 'policy-is-pure',
      comment: 'Policy decides on facts that it is given: no library, no clock, no node.',
      severity: 'error',
      from: { path: `^${engine}/policy/` },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] },
    },
    {
      name: 'shell-knows-no-engine',
      comment: 'The shell relays; it imports only types and names of the contract.',
      severity: 'error',
      from: { path: '^(main/shell/|main/index\\.ts|preload/)' },
      to: { path: [`^${engine}/`, '^renderer/', 'node_modules/zod'] },
    },
    {
      name: 'window-knows-the-contract-only',
      comment: 'The window asks by the contract (types only), through the preload. No node, no engine, no zod.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '^renderer/sealed/build\\.ts$' },
      to: {
        path: [
          `^${engine}/`,
          '^main/shell/',
          'node_modules/(zod|electron)(/|$)',
          '^(node:|fs$|path$|crypto$|child_process$|net$|os$)',
        ],
      },
    },
    {
      name: 'everything-is-found',
      comment: 'A rule cannot see through an import that does not resolve.',
      severity: 'error',
      from: { path: '^(main|preload|renderer)/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'program-knows-no-test',
      comment: 'What ships imports nothing of the tests or the demo.',
      severity: 'error',
      from: { path: '^(main|preload|renderer)/' },
      to: { path: '^(test|resources/demo-practice)/' },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one concept, or a third is missing.',
      severity: 'error',
      from: { path: '^(main|preload|renderer)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    parser: 'swc',
    exclude: { path: ['^out/', '^dist/'] },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
