/** A login that the proxy asks for, as many companies' do: Basic (RFC 7617), by Proxy-Authorization (RFC 9110 section 11.7). */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export type ProxyLogin = { readonly username: string; readonly password: string };

/** For a client that has none yet, or a wrong one. */
export const CHALLENGE = 'Basic realm="rehearsal"';

export function isLoggedIn({ headers }: IncomingMessage, login: ProxyLogin | undefined): boolean {
  if (login === undefined) return true;
  const wanted = Buffer.from(
    `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`,
  );
  const given = Buffer.from(headers['proxy-authorization'] ?? '');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** The address as HTTPS_PROXY has it, with the login in it. */
export function proxyAddress(port: number, login: ProxyLogin | undefined): string {
  const user =
    login === undefined ? '' : `${encodeURIComponent(login.username)}:${encodeURIComponent(login.password)}@`;
  return `http://${user}127.0.0.1:${port}`;
}
