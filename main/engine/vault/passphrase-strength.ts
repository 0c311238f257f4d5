import type { PassphraseStrength } from '../../contract/vault.ts';

/** NIST SP 800-63B-4: length alone, no composition rules, checked against common ones and the practice's own words. */
const leastCharacters = 15;

const commonParts = [
  'password',
  'passphrase',
  'passwort',
  'contrasena',
  'contraseña',
  'letmein',
  'welcome',
  'qwerty',
  'qwertz',
  'asdf',
  'zxcv',
  'iloveyou',
  'admin',
  'administrator',
  'postern',
  'clinic',
  'medical',
  'doctor',
  'hospital',
  'practice',
  'health',
  'abc',
  '123',
  '1234567890',
  '0987654321',
  'monkey',
  'dragon',
  'football',
  'baseball',
  'sunshine',
  'princess',
  'master',
  'superman',
  'trustno1',
  'secret',
  'login',
  'hello',
  'summer',
  'winter',
  'spring',
  'autumn',
];

const commonPhrases = new Set([
  'correcthorsebatterystaple',
  'thequickbrownfoxjumpsoverthelazydog',
  'thequickbrownfox',
  'tobeornottobe',
  'maytheforcebewithyou',
  'ihaveadreamthatoneday',
  'loremipsumdolorsitamet',
  'iloveyouforeverandever',
  'fourscoreandsevenyearsago',
  'thisismypassword',
  'thisismypassphrase',
  'letmeinletmeinletmein',
]);

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Characters that are left when common parts, own words, repeats and runs (abcd, 9876) count once or not at all. */
function effectiveLength(text: string, ownWords: readonly string[]): number {
  let rest = plain(text);
  for (const part of [...commonParts, ...ownWords]) rest = rest.split(part).join('\u0000');
  let count = 0;
  let previous = -1;
  let step = Number.NaN;
  for (const character of rest) {
    const code = character.codePointAt(0) ?? 0;
    const newStep = code - previous;
    if (!(Math.abs(newStep) <= 1 && newStep === step)) count += 1;
    step = newStep;
    previous = code;
  }
  return count;
}

function isRepetition(text: string): boolean {
  const letters = plain(text);
  for (let size = 1; size <= letters.length / 2; size += 1) {
    const unit = letters.slice(0, size);
    if (unit.repeat(Math.ceil(letters.length / size)).slice(0, letters.length) === letters) return true;
  }
  return new Set(letters).size < 5;
}

/** Says whether a passphrase may lock the vault, and how good it is. Any Unicode counts, one character each. */
export function passphraseStrength(passphrase: string, practiceName: string, ownerName: string): PassphraseStrength {
  const typed = passphrase.normalize('NFC');
  const length = [...typed].length;
  const ownWords = `${practiceName} ${ownerName}`
    .split(/\s+/)
    .map(plain)
    .filter((word) => word.length >= 3);
  const effective = effectiveLength(typed, ownWords);
  const score = length < leastCharacters ? Math.min(1, Math.floor(length / 8)) : Math.min(4, Math.floor(effective / 6));
  const refused = (problem: NonNullable<PassphraseStrength['problem']>) => ({
    acceptable: false,
    score: Math.min(1, score),
    problem,
  });
  if (length < leastCharacters) return refused('too-short');
  if (isRepetition(typed)) return refused('repetitive');
  if (commonPhrases.has(plain(typed))) return refused('common');
  if (effective < 8) {
    return refused(effectiveLength(typed, []) >= 8 ? 'contains-practice' : 'common');
  }
  return { acceptable: true, score, problem: null };
}
