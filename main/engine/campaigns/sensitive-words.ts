const sensitiveWords =
  /\b(hiv|aids|vih|sida|std|sti|ets|lab|a1c)\b|\b(mental|psych|psiqu|psic[oó]|depress|depresi|anxi|ansied|suicid|bipolar|schizo|esquizo|addict|adicc|substance|sustancia|alcohol|opioid|metha?done|metad|naltrex|buprenorph|drog|drug|chlamyd|clamid|gonorr|syphil|s[ií]fil|hepatit)/i;

/** Lab results, mental health, HIV, substance use: in the practice's own words, which nothing else classes. Tags' names too. */
export function tellsSensitive(words: string): boolean {
  return sensitiveWords.test(words.replaceAll('_', ' '));
}
