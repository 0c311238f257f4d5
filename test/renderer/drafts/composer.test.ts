import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../../support/axe-violations.ts';
import { callsOf, row, startMailApp } from '../stub-mail/open-mail-app.ts';

const app = await startMailApp();
afterAll(() => app.close());

async function answer(words: string): Promise<Page> {
  const page = await app.open();
  await row(page, words).click();
  await page.getByRole('button', { name: /^Reply/ }).click();
  await page.getByRole('textbox', { name: 'Your message' }).waitFor();
  await page.getByText('They see:').waitFor();
  return page;
}

const text = (page: Page) => page.getByRole('textbox', { name: 'Your message' });

describe.skipIf(!app.hasChromium)('writing', () => {
  it('makes bold text, lists and links by key, and cleans what is pasted', async () => {
    const page = await answer('Leo Brandt');
    await page.keyboard.press('Control+b');
    await page.keyboard.type('Now');
    await page.keyboard.press('Control+b');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Shift+8');
    await page.keyboard.type('one');
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData(
        'text/html',
        '<p style="color:red">pasted <img src="https://x.example/p.gif"><script>1</script><a href="javascript:1">link</a></p>',
      );
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    });
    await expect.poll(() => text(page).textContent()).toContain('pasted');
    const html = await text(page).innerHTML();
    expect(html).toMatch(/<b>Now<\/b>/);
    expect(html).toMatch(/<ul><li>/);
    expect(html).not.toMatch(/x\.example|script|style=|<img/);
  });

  it('says outside what they will see, and sends nothing but what was saved', async () => {
    const page = await answer('Leo Brandt');
    await expect.poll(() => page.locator('.composer-sees').textContent()).toContain('Message from Elm Street Clinic');
    await page.keyboard.type('Typed a moment ago');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/^Leaves in/).waitFor();
    const saves = (await callsOf(page, 'drafts.save')) as { content: { html: string } }[];
    expect(saves.at(-1)?.content.html).toContain('Typed a moment ago');
  });

  it('says how a sealed letter travels, and takes another form for this message, with the reason where there is none', async () => {
    const page = await answer('Leo Brandt');
    await page.getByRole('button', { name: 'As a page' }).waitFor();
    await page.keyboard.press('Control+Shift+t');
    await page.getByText('is not on your website yet').waitFor();
    // One letter, one answer: what it leaves as is what is ticked.
    expect(await page.getByRole('menuitemradio', { checked: true }).allTextContents()).toEqual(['Page, attached']);
    expect(await page.getByRole('menuitemradio').count()).toBe(3);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('menuitemradio', { name: 'Locked PDF' }).click();
    await page.getByRole('button', { name: 'As a PDF' }).waitFor();
    const saves = (await callsOf(page, 'drafts.save')) as { content: { sealedForm?: string } }[];
    expect(saves.at(-1)?.content.sealedForm).toBe('pdf');
  });

  it('lists every reason at once, each with a way on', async () => {
    const page = await app.open();
    await page.keyboard.press('Control+n');
    await page.getByRole('combobox', { name: 'To' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox');
    await page.keyboard.press('Control+Enter');
    const reasons = page.getByRole('alert').filter({ hasText: 'It cannot leave like this' });
    await reasons.waitFor();
    expect(await reasons.getByRole('listitem').count()).toBe(2);
    expect(await axeViolations(page)).toEqual([]);
    await reasons.getByRole('button', { name: 'Change the recipients' }).click();
    await page.keyboard.type('ana');
    await page.getByRole('option', { name: /Ana Ruiz ana\.ruiz@example\.net/ }).waitFor();
    await page.keyboard.press('Enter');
    // Picking a patient by name says whom it is about: the choices come at once.
    await page.getByRole('heading', { name: 'How do we write to Ana Ruiz?' }).waitFor();
    await page.getByRole('button', { name: 'Use these' }).click();
    await page.getByRole('button', { name: 'Send sealed' }).waitFor();
  });

  it('takes files by button in pieces, shows them and removes them', async () => {
    const page = await answer('Leo Brandt');
    await page.locator('input[type=file]').setInputFiles({
      name: 'plan.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.alloc(2_500_000, 1),
    });
    await page.getByRole('button', { name: 'Remove plan.pdf' }).waitFor();
    const pieces = (await callsOf(page, 'drafts.addAttachmentPiece')) as { offset: number }[];
    expect(pieces.map(({ offset }) => offset)).toEqual([0, 1_048_576, 2_097_152]);
    await expect.poll(() => page.locator('.pane-bar-words').textContent()).toContain('2.6 MB');
    await page.getByRole('button', { name: 'Remove plan.pdf' }).click();
    await page.getByRole('button', { name: 'Remove plan.pdf' }).waitFor({ state: 'detached' });
  });

  it('takes files that are dropped or pasted', async () => {
    const page = await answer('Leo Brandt');
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'photo.jpg', { type: 'image/jpeg' }));
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
      const more = new DataTransfer();
      more.items.add(new File(['y'], 'scan.pdf', { type: 'application/pdf' }));
      const composer = document.querySelector('.composer');
      composer?.dispatchEvent(new DragEvent('dragover', { dataTransfer: more, bubbles: true, cancelable: true }));
      composer?.dispatchEvent(new DragEvent('drop', { dataTransfer: more, bubbles: true, cancelable: true }));
    });
    await page.getByRole('button', { name: 'Remove photo.jpg' }).waitFor();
    await page.getByRole('button', { name: 'Remove scan.pdf' }).waitFor();
  });

  it('goes stronger for one message by one menu, and says so on the button', async () => {
    const page = await answer('Grace Lindqvist');
    await page.getByRole('button', { name: 'Send not encrypted' }).waitFor();
    await page.getByRole('button', { name: 'Stronger …' }).click();
    // Grace has neither key nor phrase here: both stay visible, with their reasons.
    await page.getByRole('menuitemradio', { name: /Sealed letter No phrase yet/ }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  it('asks before it throws a draft away', async () => {
    const page = await answer('Leo Brandt');
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('button', { name: 'Reply encrypted' }).waitFor();
    expect(await callsOf(page, 'drafts.discard')).toHaveLength(1);
  });
});
