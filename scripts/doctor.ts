// Says what is missing before the first release of a repository, a line for each thing: ok, missing, or what only GitHub
// knows with the way to ask. It changes nothing and needs no network.
//
//   npm run doctor -- --repo PATH [--ops PATH] [--name owner/name]
import path from 'node:path';
import { parseArgs } from 'node:util';
import { lookAtApp } from './doctor/app-side.ts';
import { missing, render } from './doctor/finding.ts';
import { askGitHub } from './doctor/github-side.ts';
import { lookAtOps } from './doctor/ops-side.ts';
import { slugOf } from './doctor/slug.ts';

const { values } = parseArgs({
  options: { repo: { type: 'string' }, ops: { type: 'string' }, name: { type: 'string' } },
});
if (values.repo === undefined) {
  process.stderr.write('usage: npm run doctor -- --repo PATH [--ops PATH] [--name owner/name]\n');
  process.exit(2);
}
const repo = path.resolve(values.repo);
const slug = values.name ?? process.env['GITHUB_REPOSITORY'] ?? slugOf(repo);
const app = await lookAtApp(repo, slug);
const findings = [
  ...app.findings,
  ...(values.ops === undefined
    ? [missing('ops side', 'not looked at', 'Give a checkout of the ops repository: --ops PATH.')]
    : await lookAtOps(path.resolve(values.ops), slug, app)),
  ...askGitHub(slug, app),
];
process.stdout.write(`${render(findings)}\n`);
process.exitCode = findings.some(({ state }) => state === 'missing') ? 1 : 0;
process.exit();
