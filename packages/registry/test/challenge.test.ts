import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChallenges } from '../src/challenge.ts';

const parsed = (header: string) =>
  parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

describe('parseChallenges', () => {
  it.each<[string, string, unknown]>([
    [
      'ghcr.io',
      'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:acme/shop:pull"',
      [
        [
          'bearer',
          { realm: 'https://ghcr.io/token', service: 'ghcr.io', scope: 'repository:acme/shop:pull' },
        ],
      ],
    ],
    [
      'commas inside quotes',
      'Bearer realm="https://a.example/t",scope="repository:x:pull,push",error="invalid_token"',
      [['bearer', { realm: 'https://a.example/t', scope: 'repository:x:pull,push', error: 'invalid_token' }]],
    ],
    [
      'two challenges',
      'Basic realm="a, b=c", Bearer realm="https://a.example"',
      [
        ['basic', { realm: 'a, b=c' }],
        ['bearer', { realm: 'https://a.example' }],
      ],
    ],
    ['quoted pairs', 'Basic realm="say \\"hi\\" \\\\"', [['basic', { realm: 'say "hi" \\' }]]],
    ['no quotes, spaces', 'BEARER Realm = x ,  Service=y', [['bearer', { realm: 'x', service: 'y' }]]],
    [
      'no parameters',
      'Negotiate, Basic realm=x',
      [
        ['negotiate', {}],
        ['basic', { realm: 'x' }],
      ],
    ],
    [
      'token68',
      'Negotiate YWJj==, Basic realm=x',
      [
        ['negotiate', {}],
        ['basic', { realm: 'x' }],
      ],
    ],
    ['first of a repeated parameter', 'Bearer realm=a,realm=b', [['bearer', { realm: 'a' }]]],
    ['unfinished quote', 'Bearer realm="https://a', [['bearer', {}]]],
    ['nothing', '', []],
    ['only separators', ' , ,', []],
  ])('reads %s', (_name, header, expected) => {
    expect(parsed(header)).toEqual(expected);
  });

  it('gives back whatever stands in quotes', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,10}$/);
    const value = fc.string({ maxLength: 40 });
    const parameters = fc.dictionary(name, value, { minKeys: 1, maxKeys: 5, noNullPrototype: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(name, parameters), { minLength: 1, maxLength: 3 }), (challenges) => {
        const header = challenges
          .map(
            ([scheme, all]) =>
              `${scheme} ${Object.entries(all)
                .map(([key, text]) => `${key}="${text.replace(/["\\]/g, '\\$&')}"`)
                .join(', ')}`,
          )
          .join(', ');
        expect(parsed(header)).toEqual(challenges);
      }),
    );
  });

  it('ends on any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'aB=",\\ \t;/'.split('')), maxLength: 200 }),
        (text) => {
          for (const { scheme } of parseChallenges(text)) expect(scheme).not.toBe('');
        },
      ),
    );
  });
});
