/** Facts for a log line: counts, codes, host names, durations. No patient data, no secret: the type has no room for objects. */
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

export type Log = {
  readonly info: (event: string, facts?: LogFacts) => void;
  readonly warn: (event: string, facts?: LogFacts) => void;
};

/** Writes one JSON line per event. Nothing is kept in a file. */
export function createLog(write: (line: string) => void): Log {
  const line = (level: string) => (event: string, facts?: LogFacts) =>
    write(JSON.stringify({ level, event, ...facts }));
  return { info: line('info'), warn: line('warn') };
}

export const silentLog: Log = { info: () => {}, warn: () => {} };
