import { contacts } from '../../../resources/demo-practice/people/contacts.ts';
import type { NameServer } from '../neighbours/name-server.ts';
import type { Stage } from './stage.ts';

const domainOf = (address: string): string => address.split('@')[1] ?? '';

/** The mail domains of the tour: one that signs its servers, and one that the owner vouches for. */
export const signedDomains: readonly string[] = [domainOf(contacts.insurer.address)];
/** Left to be chosen in the tour. */
export const tlsAddresses: readonly string[] = [
  contacts.insurer.address,
  contacts.school.address,
  contacts.physio.address,
];

/** Evidence for TLS on the way: proven, not there, and somebody's word. */
export async function verifiedTls(stage: Stage, nameServer: NameServer): Promise<void> {
  const { page, recorder, button } = stage;
  const { step, shoot } = recorder;
  const tlsCard = page.getByRole('radio', { name: /TLS/ });

  await step('A name server that checks signatures, and a domain that the owner vouches for', async () => {
    await stage.settings('Verified TLS');
    await page.getByLabel('Name server').selectOption('This one');
    await page.getByLabel('Name or address').fill('127.0.0.1');
    await page.getByLabel('Port').fill(String(nameServer.port));
    await button('Try it').click();
    await page.getByText('It answers and checks signatures.').waitFor();
    await button('Save').click();
    await page.getByLabel('Mail domain').fill(domainOf(contacts.school.address));
    await page
      .getByLabel('Why', { exact: true })
      .fill('Their technician on the phone, Nov 20: their server takes mail from ours by TLS only.');
    await button('Vouch for this domain').click();
    await button(/^Remove /).waitFor();
    await shoot('tls-settings');
    await button(/^Remove /).evaluate((row) => row.scrollIntoView({ block: 'center' }));
    await shoot('tls-listed-domains');
  });

  await step('A domain without proof: grey, with the reason', async () => {
    await stage.open('Progress note');
    await button('Use these').focus();
    await page.getByText('Their mail provider does not insist on it.').waitFor();
    await shoot('tls-none');
  });
  await step('A domain that somebody listed by hand', async () => {
    await stage.open('Inhalers at school');
    await page.getByText('Nothing proves it.').waitFor();
    await tlsCard.check({ force: true });
    await shoot('tls-listed');
    await stage.choose();
    await page.getByRole('button', { name: /TLS, listed by/ }).waitFor();
    await shoot('tls-listed-chosen');
  });
  await step('A domain whose mail servers are signed for, and the evidence kept with the message', async () => {
    await stage.open('Claim 55-20391');
    await button('Use these').focus();
    await page.getByText('Their mail servers are signed for').waitFor();
    await tlsCard.check({ force: true });
    await shoot('tls-verified');
    await stage.choose();
    await stage.write('The itemized statement for claim 55-20391 follows by fax today.');
    await page.getByRole('radio', { name: 'Everyday' }).check({ force: true });
    await shoot('tls-answer');
    await stage.send();
    await stage.left(contacts.insurer.address);
    await page
      .getByText(/accepted by/)
      .first()
      .waitFor({ timeout: 20_000 });
    await button('details').click();
    await page.getByText('signs which server takes its mail').waitFor();
    await shoot('tls-evidence');
  });
}
