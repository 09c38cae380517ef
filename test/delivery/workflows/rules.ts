/** Faults of workflows that GitHub's parser, actionlint and zizmor do not see: they show when the workflow runs, or never. */
import { parse } from 'yaml';

export type WorkflowRule = {
  readonly name: string;
  /** What happens when it is broken. */
  readonly why: string;
  readonly source: string;
  /** @returns what is wrong; empty when nothing is */
  readonly check: (text: string) => readonly string[];
};

type Step = {
  readonly name?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
};
type Permissions = Readonly<Record<string, string>> | string;
type Job = { readonly permissions?: Permissions; readonly steps?: readonly Step[] };
type Workflow = { readonly permissions?: Permissions; readonly jobs?: Readonly<Record<string, Job>> };

const nameOf = ({ name, uses = 'a step' }: Step): string => name ?? uses;
const usesAction = (step: Step, name: string): boolean => step.uses?.startsWith(`${name}@`) === true;

const eachJob =
  (check: (job: Job, workflow: Workflow) => readonly string[]): WorkflowRule['check'] =>
  (text) => {
    const workflow: Workflow = parse(text);
    return Object.values(workflow.jobs ?? {}).flatMap((job) => check(job, workflow));
  };

const granted = (permissions: Permissions | undefined, name: string): boolean =>
  permissions === undefined ||
  (typeof permissions === 'string' ? permissions === 'write-all' : permissions[name] === 'write');

export const WORKFLOW_RULES: readonly WorkflowRule[] = [
  {
    name: 'broken-expression',
    why: 'A space within "${{" makes plain text of an expression: it stands in the title as it is.',
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions',
    check: (text) =>
      text
        .split('\n')
        .flatMap((line, at) =>
          /\$(?:[ \t]\{[ \t]*\{|\{[ \t]+\{)/.test(line) ? [`line ${at + 1}: ${line.trim()}`] : [],
        ),
  },
  {
    name: 'sarif-permission',
    why: 'Code scanning refuses the upload ("Resource not accessible by integration"), after the image was pushed.',
    source:
      'https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/uploading-a-sarif-file-to-github',
    check: eachJob(({ permissions, steps = [] }, workflow) =>
      steps
        .filter((step) => usesAction(step, 'github/codeql-action/upload-sarif'))
        .filter(() => !granted(permissions ?? workflow.permissions, 'security-events'))
        .map((step) => `${nameOf(step)}: the job has no security-events: write`),
    ),
  },
  {
    name: 'scan-decides-nothing',
    why: 'Trivy ends with 0 whatever it finds, unless exit-code says otherwise: nothing is held up.',
    source: 'https://github.com/aquasecurity/trivy-action#inputs',
    check: eachJob(({ steps = [] }) =>
      steps
        .filter((step) => usesAction(step, 'aquasecurity/trivy-action') && !step.with?.['exit-code'])
        .map((step) => `${nameOf(step)} has no exit-code`),
    ),
  },
  {
    name: 'pushed-before-scan',
    why: 'Whatever the scan finds, the image and its tags are in the registry already.',
    source: 'https://docs.docker.com/build/ci/github-actions/test-before-push/',
    check: eachJob(({ steps = [] }) => {
      const pushed = steps.findIndex(
        (step) => usesAction(step, 'docker/build-push-action') && step.with?.['push'] === true,
      );
      const scanned = steps.findIndex((step) => usesAction(step, 'aquasecurity/trivy-action'));
      return pushed >= 0 && scanned > pushed ? ['the image is pushed, and then scanned'] : [];
    }),
  },
  {
    name: 'image-in-capitals',
    why: 'Names of images are in lower case; github.repository is as its owner writes it. "Acme/Shop" cannot be pushed.',
    source: 'https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests',
    check: (text) =>
      text
        .split('\n')
        .flatMap((line, at) =>
          line.includes('ghcr.io/${{ github.repository }}') ? [`line ${at + 1}: ${line.trim()}`] : [],
        ),
  },
];
