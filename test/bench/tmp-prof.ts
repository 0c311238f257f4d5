import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { approve, makePlan, addSomebody, saveCampaign } from '../support/campaign-clinic.ts';
import { startMailServers } from '../support/mail-servers/start-mail-servers.ts';
import { practiceAddress, practicePassword, startPractice } from '../support/practice.ts';

const count = Number(process.argv[2] ?? 200);
const mode = (process.argv[3] ?? 'open') as 'open';
const users = [{ user: practiceAddress, password: practicePassword }];
const servers = await startMailServers({ domain: 'clinic.example', users, discards: true });
const sink = fork(new URL('./bulk-sink.ts', import.meta.url), { execArgv: [] });
sink.send(servers.authority.issue({ names: ['localhost', '127.0.0.1'] }));
const [sinkPort] = (await once(sink, 'message')) as [number];
const server = (port: number) => ({ host: 'localhost', port, security: 'implicit' });
const providers = JSON.stringify([{ id: 'bench', name: 'B', domains: ['clinic.example'], mx: [], imap: server(servers.imap.port), smtp: server(1), signIn: 'password', filesSentCopies: true }]);
const practice = await startPractice(servers, { smtpPort: sinkPort, providers });
for (let at = 0; at < count; at += 1) await addSomebody(practice, { name: `Patient${at} Nr`, address: `patient${at}@clinic.example`, recordNumber: `n-${at}`, mode });
const html = `<div>Dear {{ first_name }},</div><div>your record is {{ record_number }}.</div>${'<div>Please bring the list of what you take, and come some minutes before your time.</div>'.repeat(24)}`;
const campaignId = await saveCampaign(practice, { html });
const plan = await makePlan(practice, campaignId);
const session = new Session();
session.connect();
await session.post('Profiler.enable');
if (process.env.PROF) await session.post('Profiler.start');
const cpu = process.cpuUsage(); const tc = (process as any).threadCpuUsage(); (globalThis as any).__w = { n: 0, cpu: 0, work: 0 };
const begun = performance.now();
await approve(practice, plan);
for (;;) {
  const { state } = await practice.call('campaigns.get', { campaignId });
  if (state !== 'running') break;
  await new Promise((r) => setTimeout(r, 300));
}
const took = performance.now() - begun;
const used = process.cpuUsage(cpu);
if (process.env.PROF) { const { profile } = await session.post('Profiler.stop');
await writeFile('/tmp/bulk.cpuprofile', JSON.stringify(profile)); }
const tu = (process as any).threadCpuUsage(tc); console.log('thread ms/letter', (tu.user + tu.system) / 1000 / count, JSON.stringify((globalThis as any).__w));
console.log({ took, perSecond: (count * 1000) / took, cpuMs: (used.user + used.system) / 1000 / count });
await practice.stop();
sink.disconnect();
await servers.stop();
