/**
 * Whether a URL's host name means this machine: nothing that is sent there leaves it, so it needs no TLS, and no proxy
 * on another machine could reach it.
 */
export const isLoopbackHost = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(hostname);
