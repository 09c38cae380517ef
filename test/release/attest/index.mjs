// SLSA provenance of the run, about each file that the pattern means: signed keylessly, and kept beside the repository.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const { env } = process;
const temporary = env.RUNNER_TEMP;
const request = await fetch(`${env.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=sigstore`, {
  headers: { authorization: `Bearer ${env.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
});
const { value: token } = await request.json();
const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

const [workflow, ref] = claims.workflow_ref.slice(`${claims.repository}/`.length).split('@');
const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: globSync(env['INPUT_SUBJECT-PATH'], { cwd: env.GITHUB_WORKSPACE })
    .sort()
    .map((file) => ({
      name: path.basename(file),
      digest: { sha256: sha256(path.join(env.GITHUB_WORKSPACE, file)) },
    })),
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: {
        workflow: { ref, repository: `https://github.com/${claims.repository}`, path: workflow },
      },
      resolvedDependencies: [
        {
          uri: `git+https://github.com/${claims.repository}@${claims.ref}`,
          digest: { gitCommit: claims.sha },
        },
      ],
    },
    runDetails: {
      builder: { id: `https://github.com/${claims.job_workflow_ref}` },
      metadata: {
        invocationId: `https://github.com/${claims.repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}`,
      },
    },
  },
};
const files = Object.fromEntries(
  ['statement.json', 'token', 'bundle.json'].map((name) => [name, path.join(temporary, name)]),
);
writeFileSync(files['statement.json'], JSON.stringify(statement));
writeFileSync(files.token, token, { mode: 0o600 });
execFileSync(
  env.COSIGN,
  [
    'attest-blob',
    '--yes',
    `--identity-token=${files.token}`,
    `--statement=${files['statement.json']}`,
  ].concat([`--bundle=${files['bundle.json']}`]),
  { env: { ...JSON.parse(env.COSIGN_ENVIRONMENT), HOME: temporary, PATH: env.PATH }, stdio: 'pipe' },
);
const bundle = JSON.parse(readFileSync(files['bundle.json'], 'utf8'));
const stored = await fetch(`${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}/attestations`, {
  method: 'POST',
  headers: {
    authorization: `Bearer ${env['INPUT_GITHUB-TOKEN']}`,
    'content-type': 'application/json',
    'user-agent': 'attest',
  },
  body: JSON.stringify({ bundle }),
});
if (stored.status !== 201) throw new Error(`The store of attestations answered ${stored.status}.`);
const { id } = await stored.json();
appendFileSync(env.GITHUB_OUTPUT, `bundle-path=${files['bundle.json']}\nattestation-id=${id}\n`);
