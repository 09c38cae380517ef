import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Digest } from '../../src/image/digest.ts';
import { readBuildSources } from '../../src/release/build-sources.ts';
import {
  judgeSources,
  parseFrontend,
  parseFrontends,
  type SourcePolicy,
} from '../../src/release/source-policy.ts';

/** Statements of BuildKit 0.32.2, without the steps. */
const recorded: Readonly<Record<string, { subject: { digest: { sha256: string } }[] }>> = JSON.parse(
  readFileSync(new URL('fixtures/buildkit-0.32.2-provenance.json', import.meta.url), 'utf8'),
);
const PYTHON: Digest = 'sha256:f1e4365a67f73cbbe923ff64f75ce983976c14cb296274e7d1dec90d7a3e9331';
const DOCKERFILE: Digest = 'sha256:5def779c4e6b0a24ce2656442249b9b2295e91d2cd732c8a6989826ebc402468';
const read = (name: string) => {
  const statement = recorded[name];
  const subject: Digest = `sha256:${statement?.subject[0]?.digest.sha256 ?? '0'}`;
  return readBuildSources(statement, subject);
};
const FRONTEND = {
  reference: 'docker.io/docker/dockerfile:1',
  uri: 'pkg:docker/docker/dockerfile@1',
  digest: DOCKERFILE,
  pinned: false,
};
const LOOSE = {
  reference: 'docker.io/library/python:3.14-slim',
  uri: 'pkg:docker/python@3.14-slim?platform=linux%2Famd64',
  digest: PYTHON,
  pinned: false,
};
const PINNED = {
  ...LOOSE,
  uri: `pkg:docker/python@3.14-slim?digest=${PYTHON}&platform=linux%2Famd64`,
  pinned: true,
};

describe('what a build was made with', () => {
  test.each([
    ['by the most that it says', 'named', { frontends: [FRONTEND], bases: [LOOSE] }],
    ['by the least', 'min', { frontends: [FRONTEND], bases: [LOOSE] }],
    ['by the older version', 'v02', { frontends: [FRONTEND], bases: [LOOSE] }],
    ['without a subject', 'plain', { frontends: [FRONTEND], bases: [LOOSE] }],
    ['by BuildKit’s own frontend, from a pinned base', 'pinned', { frontends: [], bases: [PINNED] }],
    ['by a frontend that an argument names', 'arg', { frontends: [FRONTEND], bases: [PINNED] }],
  ])('%s', (_what, name, expected) => {
    expect(read(name)).toEqual(expected);
  });

  test('by a frontend that is pinned, with a tag and without', () => {
    for (const tag of [':1', '']) {
      const uri = `pkg:docker/docker/dockerfile${tag.replace(':', '@')}?digest=${DOCKERFILE}`;
      const text = JSON.stringify(recorded['plain'])
        .replaceAll('docker/dockerfile:1', `docker/dockerfile${tag}@${DOCKERFILE}`)
        .replace('pkg:docker/docker/dockerfile@1', uri);
      expect(readBuildSources(JSON.parse(text), PYTHON)?.frontends).toEqual([
        { reference: `docker.io/docker/dockerfile${tag}`, uri, digest: DOCKERFILE, pinned: true },
      ]);
    }
  });

  test('is unknown where the statement is about another manifest', () => {
    expect(readBuildSources(recorded['named'], `sha256:${'0'.repeat(64)}`)).toBeUndefined();
  });
  test('is unknown where the frontend is not among what was read', () => {
    const text = JSON.stringify(recorded['named']).replace(
      '"source":"docker/dockerfile:1"',
      '"source":"evil/x"',
    );
    expect(
      readBuildSources(JSON.parse(text), `sha256:${recorded['named']?.subject[0]?.digest.sha256 ?? ''}`),
    ).toBeUndefined();
  });
  test('is unknown where an image has no digest', () => {
    const text = JSON.stringify(recorded['plain']).replace(`{"sha256":"${PYTHON.slice(7)}"}`, '{}');
    expect(readBuildSources(JSON.parse(text), `sha256:${'0'.repeat(64)}`)).toBeUndefined();
  });
  test.each([
    [null],
    [{}],
    [[]],
    ['x'],
    [{ predicateType: 'https://slsa.dev/provenance/v1', subject: [], predicate: {} }],
  ])('is unknown from %j', (statement) => {
    expect(readBuildSources(statement, PYTHON)).toBeUndefined();
  });
  test('never throws (property)', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, uri) => {
        readBuildSources(value, PYTHON);
        readBuildSources(
          {
            predicateType: 'https://slsa.dev/provenance/v1',
            subject: [],
            predicate: {
              buildDefinition: {
                externalParameters: { request: { frontend: 'gateway.v0', args: { source: uri } } },
                resolvedDependencies: [{ uri: `pkg:docker/${uri}`, digest: { sha256: 'a'.repeat(64) } }],
              },
            },
          },
          PYTHON,
        );
      }),
    );
  });
});

describe('an allowed frontend', () => {
  const frontend = (reference: string) => ({ ...FRONTEND, reference });
  const problemsOf = (allowed: string, reference: string) =>
    judgeSources(
      { frontends: [frontend(reference)], bases: [] },
      { frontends: [parseFrontend(allowed)], pinnedBases: 'off' },
    ).problems;

  test.each([
    ['docker/dockerfile', 'docker.io/docker/dockerfile:1'],
    ['docker/dockerfile', 'docker.io/docker/dockerfile:1.19-labs'],
    ['docker.io/docker/dockerfile', 'docker.io/docker/dockerfile:latest'],
    ['index.docker.io/docker/dockerfile', 'docker.io/docker/dockerfile:1'],
    ['docker/dockerfile:1', 'docker.io/docker/dockerfile:1'],
    [`docker/dockerfile@${DOCKERFILE}`, 'docker.io/docker/dockerfile:1'],
    [`docker/dockerfile:1@${DOCKERFILE}`, 'docker.io/docker/dockerfile:1'],
    ['ghcr.io/acme/frontend', 'ghcr.io/acme/frontend:v2'],
    ['localhost:5000/frontend', 'localhost:5000/frontend:1'],
    ['docker/dockerfile', 'docker.io/docker/dockerfile'],
  ])('%s lets %s through', (allowed, reference) => {
    expect(problemsOf(allowed, reference)).toEqual([]);
  });
  test.each([
    ['docker/dockerfile', 'docker.io/evil/dockerfile:1'],
    ['docker/dockerfile', 'ghcr.io/docker/dockerfile:1'],
    ['docker/dockerfile', 'docker.io/docker/dockerfile-upstream:master'],
    ['docker/dockerfile', 'docker.io.evil.example/docker/dockerfile:1'],
    ['docker/dockerfile:1', 'docker.io/docker/dockerfile:2'],
    [`docker/dockerfile@sha256:${'0'.repeat(64)}`, 'docker.io/docker/dockerfile:1'],
    ['dockerfile', 'docker.io/docker/dockerfile:1'],
    ['docker/dockerfile', 'docker.io/docker/dockerfile:1/evil'],
  ])('%s does not let %s through', (allowed, reference) => {
    expect(problemsOf(allowed, reference)).toEqual([
      `the frontend "${reference}" is not among those that are allowed`,
    ]);
  });
  test.each(['', 'UPPER/x', 'a b', 'docker/dockerfile@sha256:1', '../x'])('%j is no name', (text) => {
    expect(() => parseFrontend(text)).toThrow(/is not an image reference/);
  });
  test('any, by an asterisk alone', () => {
    expect(parseFrontends(['*'])).toBeUndefined();
    expect(() => parseFrontends(['*', 'docker/dockerfile'])).toThrow(/beside others/);
  });
});

describe('judged', () => {
  const policy = (other: Partial<SourcePolicy>): SourcePolicy => ({
    frontends: [parseFrontend('docker/dockerfile')],
    pinnedBases: 'warn',
    ...other,
  });
  const loose = `"${LOOSE.reference}" is not pinned by digest`;
  test('bases that are not pinned are said, refused, or neither', () => {
    const sources = { frontends: [FRONTEND], bases: [LOOSE, PINNED] };
    expect(judgeSources(sources, policy({}))).toEqual({ problems: [], warnings: [loose] });
    expect(judgeSources(sources, policy({ pinnedBases: 'fail' }))).toEqual({
      problems: [loose],
      warnings: [],
    });
    expect(judgeSources(sources, policy({ pinnedBases: 'off' }))).toEqual({ problems: [], warnings: [] });
  });
  test('what is unknown is refused, unless nothing is asked', () => {
    expect(judgeSources(undefined, policy({})).problems).toHaveLength(1);
    expect(
      judgeSources(undefined, policy({ frontends: undefined, pinnedBases: 'fail' })).problems,
    ).toHaveLength(1);
    expect(judgeSources(undefined, policy({ frontends: undefined })).problems).toEqual([]);
  });
});
