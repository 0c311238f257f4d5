import { composeLetter } from './compose-letter.ts';
import { englishTopics } from './conversations/english.ts';
import { spanishTopics } from './conversations/spanish.ts';
import { weaveConversation } from './conversations/weave-conversation.ts';
import { type DemoMail, day, hour, type Letter } from './letter.ts';
import { automaticLetters, sentBefore } from './letters/automatic.ts';
import { businessLetters } from './letters/business.ts';
import { charsetLetters } from './letters/charsets.ts';
import { junkLetters } from './letters/junk.ts';
import { modelLetters } from './letters/model.ts';
import { newsletterLetters } from './letters/newsletters.ts';
import { oddLetters } from './letters/odd.ts';
import { professionalLetters } from './letters/professionals.ts';
import { lettersWithFiles } from './letters/with-files.ts';
import { demoPatients } from './people/patients.ts';
import { createRandom } from './seeded-random.ts';

export type DemoMailboxOptions = {
  readonly now: Date;
  readonly seed?: number;
  /** More header fields for what this address sends, such as Autocrypt with a key made for the run. */
  readonly headersOf?: (address: string) => Readonly<Record<string, string>>;
};

/** The practice's whole mailbox, some 300 mails of every kind, oldest first. The same options give the same bytes. */
export async function composeDemoMailbox(options: DemoMailboxOptions): Promise<readonly DemoMail[]> {
  const letters = listLetters(options.seed ?? 20_261_124).map((letter) => ({
    ...letter,
    headers: { ...letter.headers, ...options.headersOf?.(letter.from.address) },
  }));
  const mails = await Promise.all(letters.map((letter) => composeLetter(letter, options.now)));
  return mails.toSorted((one, other) => one.date.getTime() - other.date.getTime());
}

function listLetters(seed: number): Letter[] {
  const random = createRandom(seed);
  const conversations = demoPatients.flatMap((patient, index) => {
    const topics = patient.language === 'es' ? spanishTopics : englishTopics;
    // Every patient wrote lately, and once or twice long ago; topics go round so that all of them are there.
    return [2 + random.next() * 12, 15 + random.next() * 40, 60 + random.next() * 120].flatMap((daysAgo, round) => {
      const topic = topics[(index * 5 + round * 7) % topics.length];
      if (topic === undefined || (round === 2 && index % 2 === 1)) return [];
      const minutesAgo = Math.round(daysAgo * day + random.between(0, 8) * hour);
      return weaveConversation(patient, topic, `${patient.recordNumber}-${round}`, minutesAgo, random);
    });
  });
  const others = [
    ...conversations,
    ...professionalLetters(),
    ...businessLetters(),
    ...newsletterLetters(),
    ...automaticLetters(),
    ...sentBefore(),
    ...charsetLetters(),
    ...junkLetters(),
    ...lettersWithFiles(random),
    ...oddLetters(),
  ];
  // The people of the main job stand alone on the first screen.
  return [...modelLetters(), ...others.map((each) => ({ ...each, minutesAgo: each.minutesAgo + 3.3 * day }))];
}
