import type { Given } from './bundle.ts';
import { describeRefusals } from './refusal.ts';
import { DIGEST, IMAGE, ONE_APP, PASSWORD } from './samples.ts';

const BUILD_SECRET = 'npm_x9y8z7w6v5u4t3s2r1q0';
const good: Given = { inputs: { file: 'apps/api/Dockerfile' }, files: ONE_APP };

describeRefusals('build-push', good, [
  ['a word where true belongs', { inputs: { push: 'yes' } }, '"push" is "yes"', 'Use true or false'],
  ['a number where true belongs', { inputs: { 'no-cache': '1' } }, '"no-cache" is "1"', 'Use true or false'],
  ['unknown tools', { inputs: { tools: 'latest' } }, '"tools" is "latest"', 'Use one of pinned, system'],
  [
    'a bad platform',
    { inputs: { platforms: 'linux/amd64;linux/arm64' } },
    '"linux/amd64;linux/arm64"',
    'os/arch',
  ],
  [
    'a context from standard input',
    { inputs: { context: '-' } },
    '"context" is "-"',
    'Use a folder or a URL',
  ],
  ['a missing context', { inputs: { context: 'apps/none' } }, 'The context "apps/none"', 'check it out'],
  [
    'a missing Dockerfile',
    { inputs: { context: '.', file: 'apps/none/Dockerfile' } },
    '"apps/none/Dockerfile"',
    'Give "file"',
  ],
  ['a folder as Dockerfile', { inputs: { file: 'apps/api' } }, 'no Dockerfile at "apps/api"', 'Give "file"'],
  ['an option as target', { inputs: { target: '--push' } }, '"target" is "--push"', 'the name of a stage'],
  ['an option as builder', { inputs: { builder: '-f' } }, '"builder" is "-f"', 'the name of a builder'],
  [
    'a build argument without name',
    { inputs: { 'build-args': `GOOD=1\n=${BUILD_SECRET}` } },
    'Entry 2 of the input "build-args"',
    'Write one KEY=VALUE per line',
    { secrets: [BUILD_SECRET] },
  ],
  [
    'a label without key',
    { inputs: { labels: '=x' } },
    'Entry 1 of the input "labels"',
    'one key=value per line',
  ],
  ['an annotation of no kind', { inputs: { annotations: 'layer:a=b' } }, '"annotations"', '[type:]key=value'],
  [
    'a context of no form',
    { inputs: { 'build-contexts': 'base' } },
    '"build-contexts"',
    'one name=path per line',
  ],
  ['provenance of no form', { inputs: { provenance: 'max' } }, '"provenance" is "max"', 'Use mode=max'],
  [
    'a daemon without scheme',
    { inputs: { endpoint: 'buildkitd:1234' } },
    '"buildkitd:1234" is not the address',
    'Write it as tcp://host:port',
  ],
  [
    'builder and endpoint',
    { inputs: { builder: 'mine', endpoint: 'tcp://buildkitd:1234' } },
    'Both "builder" and "endpoint"',
    'not both',
  ],
  [
    'a push to nowhere',
    { inputs: { push: 'true' } },
    '"tags" names no image',
    'at least one registry/repository:tag',
  ],
  [
    'a tag with capitals',
    { inputs: { push: 'true', tags: 'ghcr.io/Acme/api:v1' } },
    '"Acme/api" is not a repository name',
    'Use lower-case letters',
  ],
  [
    'a tag with a digest',
    { inputs: { push: 'true', tags: `${IMAGE}:v1@${DIGEST}` } },
    '"tags" has a digest',
    'Write registry/repository:tag',
  ],
  ['an unknown prefetch', { inputs: { prefetch: 'trivy, grype' } }, '"grype"', 'Use trivy, trivy-db'],
  ['a user without password', { inputs: { username: 'octo' } }, '"username" is given alone', 'Give both'],
  [
    'a password without user',
    { inputs: { password: PASSWORD } },
    '"password" is given alone',
    'Give both',
    { secrets: [PASSWORD] },
  ],
  [
    'a login for nothing',
    { inputs: { username: 'octo', password: PASSWORD } },
    'no registry to use them for',
    'Name theirs in "registry"',
    { secrets: [PASSWORD] },
  ],
  [
    'a secret without id',
    { inputs: { secrets: `npm=${BUILD_SECRET}\n${BUILD_SECRET}-2` } },
    'Entry 2 of the input "secrets"',
    'Write one id=value per line',
    { secrets: [BUILD_SECRET] },
  ],
  [
    'a secret with an open quote',
    { inputs: { secrets: `"npm=${BUILD_SECRET}` } },
    'its closing quote is missing',
    'in double quotes',
    { secrets: [BUILD_SECRET] },
  ],
  [
    'a secret twice',
    { inputs: { secrets: `npm=${BUILD_SECRET}`, 'secret-files': 'npm=token.txt' } },
    'The build secret "npm" is given twice',
    'Give each id once',
    { secrets: [BUILD_SECRET] },
  ],
  [
    'a missing secret file',
    { inputs: { secrets: `npm=${BUILD_SECRET}`, 'secret-files': 'pip=none.txt' } },
    'The file "none.txt" of the build secret "pip"',
    'Give the path of a file',
    { secrets: [BUILD_SECRET] },
  ],
  [
    'a layout folder that is in use',
    { inputs: { layout: 'apps' } },
    '"apps" is not empty',
    'a folder of its own',
  ],
  [
    'a file as layout folder',
    { inputs: { layout: 'apps/api/Dockerfile' } },
    '"apps/api/Dockerfile"',
    'Give "layout"',
  ],
  [
    'a time that is none',
    { env: { SOURCE_DATE_EPOCH: 'yesterday' } },
    'SOURCE_DATE_EPOCH is "yesterday"',
    'whole seconds since 1970',
  ],
]);
