/**
 * What a child needs in order to find the rehearsal under production names: Go reads HTTPS_PROXY and SSL_CERT_FILE,
 * curl and git the lower-case names and their own variables, Node NODE_EXTRA_CA_CERTS, Python REQUESTS_CA_BUNDLE.
 * Not NODE_USE_ENV_PROXY: a runner behind a proxy has HTTPS_PROXY alone, and expects that to do.
 */
export const proxyEnvironment = (proxyUrl: string, caFile: string): Record<string, string> => ({
  HTTPS_PROXY: proxyUrl,
  https_proxy: proxyUrl,
  HTTP_PROXY: proxyUrl,
  http_proxy: proxyUrl,
  NO_PROXY: 'localhost,127.0.0.1,::1',
  no_proxy: 'localhost,127.0.0.1,::1',
  NODE_EXTRA_CA_CERTS: caFile,
  SSL_CERT_FILE: caFile,
  GIT_SSL_CAINFO: caFile,
  CURL_CA_BUNDLE: caFile,
  REQUESTS_CA_BUNDLE: caFile,
});
