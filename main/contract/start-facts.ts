/** What the shell tells the engine at its start, on the command line: paths and flags, never a secret. */
export type StartFacts = {
  /** Folder of the person's data. */
  readonly profile: string;
  /** Folder with what the build made: `sealed/page.html` and so on. */
  readonly built: string;
  /** PEM file with further trusted certificate authorities: tests and demo only. */
  readonly extraRoots: string | null;
  /** JSON file with further mail providers, as in `resources/providers.json`: tests and demo only. */
  readonly extraProviders?: string;
  readonly version: string;
  readonly packaged: boolean;
};

const prefix = '--start=';

/** The facts as one argument of a command line. */
export function startArgument(facts: StartFacts): string {
  return prefix + JSON.stringify(facts);
}

/** Reads what `startArgument` wrote; throws where it is absent, for an engine without a profile must not run. */
export function readStartFacts(argv: readonly string[]): StartFacts {
  const argument = argv.find((text) => text.startsWith(prefix));
  if (argument === undefined) throw new Error('no start facts on the command line');
  return JSON.parse(argument.slice(prefix.length));
}
