import { describe, expect, test } from 'vitest';
import { readProxies } from '../src/proxy.ts';

const PROXY = 'http://proxy.corp:3128/';
const through = (env: Record<string, string>, url: string) => readProxies(env)(new URL(url))?.href;

describe('which variable', () => {
  test.each<[Record<string, string>, string, string | undefined]>([
    [{}, 'https://ghcr.io/', undefined],
    [{ HTTPS_PROXY: PROXY }, 'https://ghcr.io/', PROXY],
    [{ https_proxy: PROXY }, 'https://ghcr.io/', PROXY],
    [{ https_proxy: PROXY, HTTPS_PROXY: 'http://other/' }, 'https://ghcr.io/', PROXY],
    [{ https_proxy: '', HTTPS_PROXY: PROXY }, 'https://ghcr.io/', PROXY],
    [{ HTTPS_PROXY: PROXY }, 'http://ghcr.io/', undefined],
    [{ HTTP_PROXY: PROXY }, 'https://ghcr.io/', undefined],
    [{ HTTP_PROXY: PROXY }, 'http://ghcr.io/', PROXY],
    [{ HTTPS_PROXY: 'proxy.corp:3128' }, 'https://ghcr.io/', PROXY],
    [{ HTTPS_PROXY: 'https://proxy.corp' }, 'https://ghcr.io/', 'https://proxy.corp/'],
    [{ HTTPS_PROXY: PROXY, HTTP_PROXY: PROXY }, 'http://127.0.0.1:5000/', undefined],
    [{ HTTPS_PROXY: PROXY, HTTP_PROXY: PROXY }, 'https://localhost/', undefined],
    [{ HTTPS_PROXY: PROXY, HTTP_PROXY: PROXY }, 'http://[::1]:5000/', undefined],
    [{ HTTPS_PROXY: PROXY }, 'https://127.0.0.1.example/', PROXY],
  ])('%j, %s → %s', (env, url, proxy) => {
    expect(through(env, url)).toBe(proxy);
  });

  test.each([
    ['socks5://u:secret@proxy:1080', '"socks5:"'],
    ['http://u:secret@', 'no address'],
  ])('%s is refused without showing it', (value, words) => {
    let message = '';
    try {
      readProxies({ HTTPS_PROXY: value });
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('HTTPS_PROXY');
    expect(message).toContain(words);
    expect(message).not.toContain('secret');
  });
});

describe('NO_PROXY', () => {
  test.each<[string, string, 'direct' | 'proxy']>([
    ['*', 'https://ghcr.io/', 'direct'],
    ['ghcr.io', 'https://ghcr.io/', 'direct'],
    ['GHCR.io', 'https://ghcr.io/', 'direct'],
    ['ghcr.io', 'https://notghcr.io/', 'proxy'],
    ['corp.example', 'https://registry.corp.example/', 'direct'],
    ['.corp.example', 'https://registry.corp.example/', 'direct'],
    ['*.corp.example', 'https://registry.corp.example/', 'direct'],
    ['registry.corp.example', 'https://corp.example/', 'proxy'],
    ['a,b  ghcr.io', 'https://ghcr.io/', 'direct'],
    ['ghcr.io:443', 'https://ghcr.io/', 'direct'],
    ['ghcr.io:5000', 'https://ghcr.io/', 'proxy'],
    ['ghcr.io:5000', 'https://ghcr.io:5000/', 'direct'],
    ['ghcr.io:80', 'http://ghcr.io/', 'direct'],
    ['10.1.2.3', 'https://10.1.2.3/', 'direct'],
    ['1.2.3.4', 'https://0.1.2.3/', 'proxy'],
    ['10.0.0.0/8', 'https://10.1.2.3/', 'direct'],
    ['10.0.0.0/8', 'https://11.1.2.3/', 'proxy'],
    ['10.0.0.0/8', 'https://10.example/', 'proxy'],
    ['fd00::/8', 'https://[fd00::1]/', 'direct'],
    ['fd00::/8', 'https://10.1.2.3/', 'proxy'],
    ['fd00::1', 'https://[fd00::1]/', 'direct'],
    ['[fd00::1]:443', 'https://[fd00::1]/', 'direct'],
    ['10.0.0.0/33,10.0.0.0/x,nonsense/8,10.0.0.0/-1', 'https://10.1.2.3/', 'proxy'],
    ['', 'https://ghcr.io/', 'proxy'],
  ])('%s, %s: %s', (noProxy, url, way) => {
    for (const name of ['NO_PROXY', 'no_proxy'])
      expect(through({ HTTPS_PROXY: PROXY, HTTP_PROXY: PROXY, [name]: noProxy }, url)).toBe(
        way === 'proxy' ? PROXY : undefined,
      );
  });
});
