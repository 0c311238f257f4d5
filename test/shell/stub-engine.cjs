/*
 * Stands for the engine in tests of the shell: CommonJS without a dependency, so that any Electron's Node runs it, in a utility
 * process or forked. What it does is asked by method names that begin with `stub.`; files in the profile change its start.
 */
const { appendFileSync, existsSync } = require('node:fs');
const { join } = require('node:path');

const start = process.argv.find((text) => text.startsWith('--start='));
const facts = JSON.parse(start.slice('--start='.length));
const parentPort = process.parentPort;
const post = parentPort ? (message) => parentPort.postMessage(message) : (message) => process.send(message);
const listen = parentPort
  ? (listener) => parentPort.on('message', (event) => listener(event.data))
  : (listener) => process.on('message', listener);

const hostCalls = new Map();
const seen = [];
let waiting = 0;
let deaf = false;

const methods = {
  'stub.echo': (input) => input,
  'stub.length': (input) => ({ length: input.bytes.length, isBytes: input.bytes instanceof Uint8Array }),
  'stub.bytes': (input) => ({ bytes: new Uint8Array(input.length).fill(7) }),
  'stub.facts': () => ({
    facts,
    argv: process.argv,
    environment: Object.keys(process.env),
    kind: parentPort ? 'utility' : 'fork',
    pid: process.pid,
  }),
  'stub.seen': () => seen,
  'stub.exit': (input) => process.exit(input.code),
  'stub.silent': () => new Promise(() => {}),
  'stub.deaf': () => {
    deaf = true;
    return {};
  },
  'stub.event': (input) => {
    post({ type: 'event', name: input.name, payload: input.payload });
    return {};
  },
  'stub.host': (input) =>
    new Promise((resolve) => {
      hostCalls.set(hostCalls.size + 1, resolve);
      post({ type: 'host-call', id: hostCalls.size, service: input.service, input: input.input });
    }),
  'stub.waiting': (input) => {
    waiting = input.waiting;
    return {};
  },
  'outbox.beforeQuit': () => ({ waiting }),
  'vault.lockWindow': () => ({}),
  'vault.lock': () => {
    if (deaf) return new Promise(() => {});
    setTimeout(() => process.exit(75), 50);
    return {};
  },
};

function note(line) {
  appendFileSync(join(facts.profile, 'stub.log'), `${line}\n`);
}

async function answer(call) {
  const method = methods[call.method];
  if (method === undefined) return post({ type: 'reply', id: call.id, failure: { code: 'not-found', facts: {} } });
  seen.push(call.method);
  return post({ type: 'reply', id: call.id, output: await method(call.input) });
}

listen((message) => {
  if (message.type === 'call') void answer(message);
  if (message.type === 'host-reply') hostCalls.get(message.id)(message.output);
  if (message.type === 'stop') {
    note('asked to stop');
    if (!deaf) setTimeout(() => process.exit(0), 50);
  }
});
process.on('disconnect', () => process.exit(0));

note(`started ${process.pid}`);
if (existsSync(join(facts.profile, 'crash-at-start'))) process.exit(4);
if (existsSync(join(facts.profile, 'lock-at-start'))) process.exit(75);
if (!existsSync(join(facts.profile, 'never-ready'))) {
  setTimeout(() => post({ type: 'ready' }), existsSync(join(facts.profile, 'slow-start')) ? 700 : 0);
}
