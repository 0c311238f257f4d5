/** What the engine needs of the person's environment. Anything else could steer its runtime, its TLS or what it loads. */
const kept =
  /^(PATH|HOME|USER|LOGNAME|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|WINDIR|APPDATA|LOCALAPPDATA|USERPROFILE|XDG_[A-Z_]+|DBUS_SESSION_BUS_ADDRESS)$/;

/** The environment with the variables that the engine needs, and no others. */
export function engineEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (pair): pair is [string, string] => pair[1] !== undefined && kept.test(pair[0].toUpperCase()),
    ),
  );
}
