import { createHash, createPublicKey, verify } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/sigstore/canonical-json.ts';
import { createTufRepository } from '../../src/sigstore/tuf.ts';

describe('canonicalJson', () => {
  it.each([
    [
      'keys in order, no space',
      { b: 1, a: [true, false, null], '': -7 },
      '{"":-7,"a":[true,false,null],"b":1}',
    ],
    ['only quote and backslash escaped', 'a"b\\c/d\n\té', '"a\\"b\\\\c/d\n\té"'],
    ['byte order, not that of UTF-16', { '\uff5e': 1, '😀': 2, z: 3 }, '{"z":3,"\uff5e":1,"😀":2}'],
    ['minus zero', -0, '0'],
    ['nested', { x: { y: { z: [] } } }, '{"x":{"y":{"z":[]}}}'],
  ])('%s', (_what, value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])('refuses %d', (value) => {
    expect(() => canonicalJson({ value })).toThrow('no place');
  });

  it('says the same as JSON where both can say it, whatever the order of keys', () => {
    const text = fc.string({ unit: 'grapheme-ascii' });
    const value = fc.dictionary(text, fc.oneof(text, fc.maxSafeInteger(), fc.array(fc.boolean())));
    fc.assert(
      fc.property(value, (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(object));
        expect(JSON.parse(canonicalJson(object))).toEqual(JSON.parse(JSON.stringify(object)));
      }),
    );
  });
});

describe('createTufRepository', () => {
  const content = Buffer.from('{"trusted":"root"}');
  const repository = createTufRepository(new Map([['trusted_root.json', content]]), '/one');
  const file = (name: string) => Buffer.from(repository.files.get(name) ?? '');
  const parsed = (name: string) => JSON.parse(file(name).toString());
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

  it('signs every role with the key of the root', () => {
    const root = JSON.parse(Buffer.from(repository.root).toString());
    const [[id, key]] = Object.entries<{ keyval: { public: string } }>(root.signed.keys) as [
      [string, { keyval: { public: string } }],
    ];
    const publicKey = createPublicKey({
      format: 'jwk',
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key.keyval.public, 'hex').toString('base64url') },
    });
    for (const name of ['1.root.json', '1.targets.json', '1.snapshot.json', 'timestamp.json']) {
      const { signatures, signed } = parsed(name);
      expect(signatures).toHaveLength(1);
      expect(signatures[0].keyid).toBe(id);
      expect(root.signed.roles[signed._type].keyids).toEqual([id]);
      // ASCII only, so that sorting the keys and JSON itself give the canonical form.
      const canonical = JSON.stringify(signed, (_key, value) =>
        value && typeof value === 'object' && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).sort())
          : value,
      );
      const signature = Buffer.from(signatures[0].sig, 'hex');
      expect(verify(null, Buffer.from(canonical), publicKey, signature)).toBe(true);
      expect(verify(null, Buffer.from(`${canonical} `), publicKey, signature)).toBe(false);
      expect(Date.parse(signed.expires)).toBeGreaterThan(Date.now() + 86_400_000);
      expect(signed.expires).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
  });

  it('is good for thirty days of the clock that it is made for', () => {
    const { files } = createTufRepository(new Map(), '', Date.parse('2031-05-01T12:00:00.5Z'));
    for (const name of ['1.root.json', '1.targets.json', '1.snapshot.json', 'timestamp.json'])
      expect(JSON.parse(Buffer.from(files.get(name) ?? '').toString()).signed.expires).toBe(
        '2031-05-31T12:00:00Z',
      );
  });

  it('leads from the timestamp to the target by length and hash', () => {
    const snapshot = parsed('timestamp.json').signed.meta['snapshot.json'];
    expect(snapshot).toMatchObject({
      version: 1,
      length: file('1.snapshot.json').length,
      hashes: { sha256: sha256(file('1.snapshot.json')) },
    });
    const targets = parsed('1.snapshot.json').signed.meta['targets.json'];
    expect(targets.hashes.sha256).toBe(sha256(file('1.targets.json')));
    const target = parsed('1.targets.json').signed.targets['trusted_root.json'];
    expect(target).toEqual({ length: content.length, hashes: { sha256: sha256(content) } });
    expect(file(`targets/${target.hashes.sha256}.trusted_root.json`)).toEqual(content);
  });

  it.each([
    ['/one/root.json', 200],
    ['/one/1.root.json?x', 200],
    ['/one/2.root.json', 404],
    ['/root.json', 404],
    ['/one', 404],
    ['/one/../root.json', 404],
  ])('answers %s with %d', async (url, status) => {
    let answered: number | undefined;
    const request = { url, method: 'GET', resume: () => {} } as unknown as IncomingMessage;
    const response = {
      writeHead: (code: number) => {
        answered = code;
      },
      end: () => {},
    } as unknown as ServerResponse;
    await repository.handler(request, response);
    expect(answered).toBe(status);
  });
});
