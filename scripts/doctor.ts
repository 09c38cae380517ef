// Says what is missing before the first release of a repository, a line for each thing: ok, missing with its remedy, or not
// checked with the way to ask. It changes nothing. With a token in GITHUB_TOKEN or GH_TOKEN it asks GitHub, with OPS_APP_ID
// and OPS_APP_PRIVATE_KEY it tries the App; secrets are read from the environment alone.
//
//   npm run doctor -- --repo PATH [--ops PATH] [--name owner/name]
import path from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '@sealift/action-kit/clock';
import { createFetch } from '@sealift/net/fetch';
import { lookAtApp } from './doctor/app-side.ts';
import { type Finding, fromFailure, render, unknown } from './doctor/finding.ts';
import { type Access, askGitHub, inRepository } from './doctor/github-side.ts';
import { inCheckout, lookAtOps } from './doctor/ops-side.ts';
import { slugOf } from './doctor/slug.ts';

const { values } = parseArgs({
  options: { repo: { type: 'string' }, ops: { type: 'string' }, name: { type: 'string' } },
});
if (values.repo === undefined) {
  process.stderr.write('usage: npm run doctor -- --repo PATH [--ops PATH] [--name owner/name]\n');
  process.exit(2);
}

function accessOf(env: NodeJS.ProcessEnv): Access {
  const { OPS_APP_ID: id, OPS_APP_PRIVATE_KEY: privateKey } = env;
  return {
    token: env['GITHUB_TOKEN'] || env['GH_TOKEN'] || undefined,
    app: id && privateKey ? { id, privateKey } : undefined,
    apiUrl: env['GITHUB_API_URL'] || 'https://api.github.com',
    fetch: createFetch(env),
    clock: systemClock,
    log: { debug: () => {}, info: () => {}, warning: () => {}, secret: () => {} },
  };
}

const repo = path.resolve(values.repo);
const slug = values.name ?? process.env['GITHUB_REPOSITORY'] ?? slugOf(repo);
const access = accessOf(process.env);
const app = await lookAtApp(repo, slug);

const OPS = 'ops files and trust';
const HOW = 'Give a checkout of the ops repository (--ops PATH), or a token that reads it (GITHUB_TOKEN).';

async function opsSide(): Promise<readonly Finding[]> {
  const ops = app.caller?.inputs['ops-repository'] || undefined;
  try {
    const read =
      values.ops === undefined ? ops && inRepository(ops, access) : inCheckout(path.resolve(values.ops));
    return read ? await lookAtOps(read, slug, app) : [unknown(OPS, 'whether they fit the apps', HOW)];
  } catch (failure) {
    return [unknown(OPS, fromFailure(OPS, failure).detail, HOW)];
  }
}

const findings = [...app.findings, ...(await opsSide()), ...(await askGitHub(slug, app, access))];
process.stdout.write(`${render(findings)}\n`);
const unchecked = findings.filter(({ state }) => state === 'unknown').length;
if (unchecked > 0)
  process.stdout.write(
    `\n${unchecked} not checked${access.token === undefined ? ': there is no token in GITHUB_TOKEN or GH_TOKEN' : ''}.\n`,
  );
process.exitCode = findings.some(({ state }) => state === 'missing') ? 1 : 0;
process.exit();
