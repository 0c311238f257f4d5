import { contacts } from '../../../resources/demo-practice/people/contacts.ts';
import { protectedSubjects } from '../neighbours/protected-mail.ts';
import type { Stage } from './stage.ts';

/** What came in protected, good and bad, and one line under each that says so. */
export async function statusLines(stage: Stage): Promise<void> {
  const { page, recorder, button } = stage;
  const { step, shoot } = recorder;
  const look = async (subject: string, words: string | RegExp, name: string) => {
    await stage.open(subject);
    await page.getByText(words).last().waitFor();
    await shoot(name);
  };

  await step('OpenPGP that is good: the signer’s key was compared', async () => {
    await look('Results, batch of', /whose key you compared/, 'status-openpgp-compared');
    await button('Details').click();
    await page.getByRole('dialog').getByText('Signed with').waitFor();
    await shoot('status-openpgp-details');
    await page.keyboard.press('Escape');
  });
  await step('OpenPGP that is not: uncompared, another signer, only partly locked', async () => {
    await look(protectedSubjects.uncompared, /nobody has compared/, 'status-openpgp-uncompared');
    await look(
      protectedSubjects.wrongSigner,
      'Signed by somebody else than the sender.',
      'status-openpgp-wrong-signer',
    );
    await look(protectedSubjects.partly, 'Tessa', 'status-openpgp-partly');
    await button(/^Look into One part/).click();
    await page.getByText('Abduction is back').waitFor();
    await shoot('status-openpgp-partly-opened');
  });
  await step('S/MIME that is good: signed, and encrypted and signed', async () => {
    await look(protectedSubjects.networkSigned, /vouches for/, 'status-smime-signed');
    await look(protectedSubjects.networkEncrypted, /vouches for/, 'status-smime-encrypted');
    await button('Details').click();
    await page.getByRole('dialog').getByText('Issued by').waitFor();
    await shoot('status-smime-details');
    await page.keyboard.press('Escape');
  });
  await step('S/MIME that is not: expired, of an unknown authority', async () => {
    await look(protectedSubjects.expired, 'a certificate that had run out', 'status-smime-expired');
    await look(
      protectedSubjects.unknownRoot,
      'a certificate that nobody we know vouches for',
      'status-smime-unknown-authority',
    );
  });

  await step('An answer by S/MIME to a colleague whose certificate was kept', async () => {
    await stage.open(protectedSubjects.networkEncrypted);
    await button('Keep for S/MIME answers').click();
    await page.getByText('Kept for S/MIME.').waitFor();
    await page.getByRole('radio', { name: 'S/MIME' }).check({ force: true });
    await shoot('smime-chosen');
    await stage.choose();
    await stage.write('Dear Paul,\n\nthank you. We repeat the echo in March.');
    await shoot('smime-answer');
    await stage.send();
    await stage.left(contacts.cardiology.address);
    await page
      .getByText(/accepted by/)
      .first()
      .waitFor({ timeout: 20_000 });
    await shoot('smime-sent');
    await stage.settings('S/MIME');
    const kept = page.getByText(/came with a signed mail/).first();
    await kept.waitFor();
    await kept.evaluate((line) => line.scrollIntoView({ block: 'center' }));
    await shoot('certificates-of-others');
  });
}
