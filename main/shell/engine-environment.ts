/** What would let somebody steer the engine's runtime from outside. */
const refused = ['NODE_OPTIONS', 'NODE_PATH', 'NODE_EXTRA_CA_CERTS', 'NODE_TLS_REJECT_UNAUTHORIZED', 'SSLKEYLOGFILE'];

/** The environment without the variables that weaken TLS or load foreign code. */
export function engineEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && !refused.includes(name.toUpperCase())) kept[name] = value;
  }
  return kept;
}
