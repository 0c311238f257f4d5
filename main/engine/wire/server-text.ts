import type { Login } from './server-settings.ts';

const longest = 300;

/**
 * What a server said, fit to be shown: one line, no control characters, and none of the forms in which a server can echo the
 * sign-in back at us (as typed, or in the base64 of SASL PLAIN and LOGIN). Empty when a piece of the password is still in it,
 * as when a server echoes it in another encoding.
 */
export function serverText(text: string, login: Login | null): string {
  const line = text
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  const shown = login === null ? line : hideSecrets(line, login);
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
}

function hideSecrets(line: string, login: Login): string {
  const password = login.password.reveal();
  if (password === '') return line;
  const secrets = [
    password,
    ...base64Forms(password),
    ...base64Forms(`\0${login.user}\0${password}`),
    ...base64Forms(`${login.user}\0${login.user}\0${password}`),
  ];
  const hidden = secrets
    .filter((secret) => secret.length >= 3)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), line);
  const lower = hidden.toLowerCase();
  return piecesOf(password).some((piece) => lower.includes(piece)) ? '' : hidden;
}

/** Runs of six ASCII characters of the password, lower case: those look the same in every encoding. */
function piecesOf(password: string): string[] {
  return password
    .toLowerCase()
    .split(/[^ -~]+/)
    .flatMap((run) => Array.from({ length: Math.max(0, run.length - 5) }, (_, at) => run.slice(at, at + 6)));
}

/** The base64 of a text, and the part of it that stays the same wherever the text stands inside a longer one. */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  const core = (offset: number) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // Characters that also carry bits of the neighbours differ from place to place.
    return whole.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
  };
  return [bytes.toString('base64'), core(0), core(1), core(2)];
}
