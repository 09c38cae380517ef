import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../src/run.ts';
import { failureOf, type StandIn, startStandIn } from './octokit.ts';

const shop = { owner: 'acme', repo: 'shop' };
const subject_digest = `sha256:${'a'.repeat(64)}`;
let standIn: StandIn;
let run: Run;

beforeAll(async () => {
  standIn = await startStandIn({});
  await standIn.github.createRepository({ owner: 'acme', name: 'shop', from: standIn.source });
  run = await standIn.startRun({ jobs: { sign: { attestations: 'write' }, other: { contents: 'read' } } });
});
afterAll(() => standIn.stop());

const bundleOf = (statement: unknown) => ({
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  verificationMaterial: { certificate: { rawBytes: '' } },
  dsseEnvelope: {
    payload: Buffer.from(JSON.stringify(statement)).toString('base64'),
    payloadType: 'application/vnd.in-toto+json',
    signatures: [{ sig: 'x' }],
  },
});
const STATEMENT = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ digest: { sha256: 'a'.repeat(64) } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {},
};

test('a bundle is found by what it is about', async () => {
  const { rest } = standIn.octokit(run.token('sign'));
  const bundle = bundleOf(STATEMENT);
  expect((await rest.repos.createAttestation({ ...shop, bundle })).status).toBe(201);
  const listed = async (predicate_type?: string) => {
    const options = { ...shop, subject_digest, ...(predicate_type === undefined ? {} : { predicate_type }) };
    return (await rest.repos.listAttestations(options)).data.attestations?.map((each) => each.bundle);
  };
  expect(await listed()).toEqual([bundle]);
  expect(await listed('https://slsa.dev/provenance/v1')).toEqual([bundle]);
  expect(await listed('https://spdx.dev/Document')).toEqual([]);
});

test('what is no bundle, or about nothing, is refused', async () => {
  const { rest } = standIn.octokit(run.token('sign'));
  for (const bundle of [{ mediaType: 'x' }, bundleOf({ ...STATEMENT, subject: [] }), bundleOf(7)])
    expect(await failureOf(rest.repos.createAttestation({ ...shop, bundle }))).toMatchObject({ status: 422 });
});

test('the permission is needed', async () => {
  const { rest } = standIn.octokit(run.token('other'));
  const failed = await failureOf(rest.repos.createAttestation({ ...shop, bundle: bundleOf(STATEMENT) }));
  expect(failed).toMatchObject({ status: 403 });
});
