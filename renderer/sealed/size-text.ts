import type { SealedLanguage } from '../../main/contract/sealed/letter.ts';

/** A size in bytes as people read it: "84 KB", "1.2 MB". */
export function sizeText(bytes: number, language: SealedLanguage): string {
  const large = bytes >= 1_000_000;
  const value = large ? bytes / 1_000_000 : Math.max(1, Math.round(bytes / 1_000));
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: large ? 1 : 0 }).format(value);
  return `${number} ${large ? 'MB' : 'KB'}`;
}
