import type { Screen, Visit } from './visit.ts';

const file = `MRN,Name,Birth date,Email
40001,${'Anneliese Maria Wolfeschlegelsteinhausenbergerdorff'.padEnd(90, '-Featherstonehaugh')},1971-03-14,anneliese@home.example
40002,,1980-01-01,nobody@home.example
`;

/** As long as a name may be, of words that cannot be broken between others. */
const longName = 'Influenza-und-Pneumokokken-Impfung-der-Risikogruppen '.repeat(4).slice(0, 200).trim();

const option = ({ page }: Visit, words: string) => page.getByRole('option').filter({ hasText: words }).first().click();

/** What is done for many patients at once: a file of them, groups, templates, a campaign; and how an import is taken back. */
export const officeScreens: readonly Screen[] = [
  [
    'import-columns',
    async ({ page, press, home, heading }) => {
      await home();
      await press('Control+5');
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await page
        .locator('.import-drop input[type=file]')
        .setInputFiles({ name: 'october.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
      await heading('What do the columns mean?').waitFor();
    },
  ],
  [
    'import-preview',
    async ({ page, button }) => {
      await button(/See what it does/).click();
      await page.getByText('1 Refused').waitFor();
    },
  ],
  [
    'import-done',
    async ({ page, button }) => {
      await button(/Bring in 1 patient/).click();
      await page.getByText('The patients are here').waitFor();
    },
  ],
  [
    'groups',
    async ({ page, press }) => {
      await press('Escape');
      await press('Control+7');
      await page.getByText('No group is open').waitFor();
    },
  ],
  [
    'group',
    async (visit) => {
      await option(visit, 'Men over 40');
      await visit.page.getByText('Take a line away').waitFor();
    },
  ],
  [
    'group-members',
    async (visit) => {
      await option(visit, 'Everybody with an address');
      await visit.page.getByRole('status').getByText('4 patients').waitFor();
      await visit.field('Name of the group').fill(longName);
      await visit.press('Control+S');
      await visit.page.getByText('The group is saved.').waitFor();
    },
  ],
  [
    'group-explained',
    async ({ button, dialog }) => {
      await button(/^Carla Lindqvist.*Why/).click();
      await dialog().getByText('Carla Lindqvist belongs to this group.').waitFor();
    },
  ],
  [
    'templates',
    async ({ page, press }) => {
      await press('Escape');
      await press('Control+8');
      await page.getByText('No template is open').waitFor();
    },
  ],
  [
    'template',
    async (visit) => {
      await option(visit, 'Screening recall');
      await visit.page.getByText('Time for a check at Elm Street Clinic').waitFor();
      await visit.field('Name of the template').fill(longName);
      await visit.press('Control+S');
      await visit.page.getByText('The template is saved.').waitFor();
    },
  ],
  [
    'template-field',
    async ({ press, dialog }) => {
      await press('Control+Shift+I');
      await dialog().waitFor();
    },
  ],
  [
    'template-only-if',
    async ({ press, dialog }) => {
      await press('Escape');
      await press('Control+Shift+Y');
      await dialog().waitFor();
    },
  ],
  [
    'campaigns-none',
    async ({ page, press }) => {
      await press('Escape');
      await press('Control+9');
      await page.getByText('No campaign yet').waitFor();
    },
  ],
  [
    'campaign-who',
    async ({ press, heading }) => {
      await press('Control+Shift+M');
      await heading('Whom do we write to?').waitFor();
    },
  ],
  [
    'campaign-what',
    async ({ button, heading }) => {
      await button(/^Influenza/).click();
      await heading('What do we send?').waitFor();
    },
  ],
  [
    'campaign-how',
    async ({ page, button, field }) => {
      await button('Review request').click();
      await field('Name of the campaign').fill(longName);
      await page.getByLabel('Later').check({ force: true });
      await page.getByLabel('Day and time').waitFor();
    },
  ],
  [
    'campaign-plan',
    async ({ page, button }) => {
      await page.getByLabel('As soon as it is approved').check({ force: true });
      await button('Make the plan').click();
      await page.getByRole('table').waitFor();
    },
  ],
  [
    'campaign-send',
    async ({ button, dialog }) => {
      await button(/^Send \d letter/).click();
      await dialog().waitFor();
    },
  ],
  [
    'campaign-run',
    async ({ page, button, dialog }) => {
      await dialog()
        .getByRole('button', { name: /^Send \d letter/ })
        .click();
      await button('Halt').click();
      await page.getByText('Nothing leaves until somebody goes on.').waitFor();
    },
  ],
  [
    'campaigns',
    async ({ page, press }) => {
      await press('Escape');
      await page.getByRole('table').waitFor();
    },
  ],
  [
    'journal-take-back',
    async ({ side, button, dialog }) => {
      await side('Journal');
      await button('Take back: october.csv').click();
      await dialog().waitFor();
    },
  ],
  [
    'journal-taken-back',
    async ({ page, button, dialog }) => {
      await dialog().getByRole('button', { name: 'Take this import back' }).click();
      await page.getByText('Took the import of october.csv back').waitFor();
      await button('Take back: october.csv').waitFor({ state: 'detached' });
    },
  ],
];
