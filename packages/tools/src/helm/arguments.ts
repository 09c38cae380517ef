/**
 * Helm's command line. https://helm.sh/docs/helm/helm_template/
 * Everything that a user or a repository says is either a file of ours with a name of ours, or checked here before it
 * becomes an argument: Helm takes a chart's name for a URL to fetch, and `--values` for a list of files and URLs.
 */
import { configurationFailure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/text/sanitize';
import type { Parameter } from '@sealift/deploy/chart-check/deployers/deployer';

/** Folder of the chart below the working folder. With "./" in front Helm looks nowhere else for it. */
export const CHART = 'chart';

/** Name of the n-th values file in the working folder: no comma, no scheme, so that it is one file. */
export const valuesFile = (index: number): string => `values-${index}.yaml`;

export type TemplateOptions = {
  readonly releaseName: string;
  readonly namespace: string;
  /** How many values files there are; a later one wins. */
  readonly valuesFiles: number;
  /** Single values above all files. */
  readonly parameters?: readonly Parameter[];
  /** What the chart is told about the cluster, e.g. `1.34` or `1.34.2`; otherwise Helm's own default. */
  readonly kubeVersion?: string;
  /** APIs of the cluster beyond Kubernetes' own, e.g. `monitoring.coreos.com/v1/ServiceMonitor`. */
  readonly apiVersions?: readonly string[];
};

/** @throws Failure `configuration` when a name is none */
export function templateArguments(options: TemplateOptions): string[] {
  check('release name', options.releaseName, RELEASE_NAME, 'at most 53 lower-case letters, digits and "-"');
  check('namespace', options.namespace, NAMESPACE, 'at most 63 lower-case letters, digits and "-"');
  const { kubeVersion, apiVersions = [], parameters = [] } = options;
  if (kubeVersion !== undefined) check('Kubernetes version', kubeVersion, KUBE_VERSION, 'for example 1.34');
  for (const api of apiVersions) check('API version', api, API_VERSION, 'for example networking.k8s.io/v1');
  return [
    'template',
    `--namespace=${options.namespace}`,
    ...Array.from({ length: options.valuesFiles }, (_, index) => `--values=${valuesFile(index)}`),
    ...parameters.map(parameterArgument),
    ...(kubeVersion === undefined ? [] : [`--kube-version=${kubeVersion}`]),
    ...apiVersions.map((api) => `--api-versions=${api}`),
    '--',
    options.releaseName,
    `./${CHART}`,
  ];
}

/** Characters. The line that starts a program has a limit of its own. */
const LONGEST_PARAMETER = 8_000;

/** A comma would begin the next value, except in a list: so does Argo CD. */
function parameterArgument({ name, value, forceString }: Parameter): string {
  const plain = value.startsWith('{') ? value : value.replace(/(?<!\\),/g, '\\,');
  const text = `${name}=${plain}`;
  if (text.length > LONGEST_PARAMETER || text.includes('\u0000'))
    throw configurationFailure({
      code: 'tools/bad-input',
      cause: `The parameter "${singleLine(name.slice(0, 100))}" is longer than ${LONGEST_PARAMETER} characters, or has a null character in it.`,
      remedy: 'Put it into a values file.',
    });
  return `--set${forceString ? '-string' : ''}=${text}`;
}

// Helm's own rule, https://github.com/helm/helm/blob/v4.3.0/pkg/chart/v2/util/validate_name.go
const RELEASE_NAME = /^(?=.{1,53}$)[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/;
/** An RFC 1123 label. */
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const KUBE_VERSION = /^v?[0-9]{1,3}\.[0-9]{1,3}(?:\.[0-9]{1,3})?(?:[-+][0-9A-Za-z.+-]{1,40})?$/;
const API_VERSION = /^[a-z0-9](?:[a-z0-9.-]{0,200})(?:\/[A-Za-z0-9]{1,63}){0,2}$/;

function check(what: string, value: string, pattern: RegExp, form: string): void {
  if (pattern.test(value)) return;
  throw configurationFailure({
    code: 'tools/bad-input',
    cause: `"${value.slice(0, 100)}" is not a ${what} that Helm takes.`,
    remedy: `Write the ${what} as ${form}.`,
  });
}

/** Nobody listens on the discard port: whatever Helm would fetch (a schema's "$ref", say) fails at once. */
const NOWHERE = 'http://127.0.0.1:9';

/**
 * Own folders for all that Helm keeps, no plugins, no cluster, no colours and no way out. Templates cannot read the
 * environment; what the user has set in HELM_* does not hold here.
 * @param folder absolute, private to this run
 */
export const helmEnvironment = (folder: string): Record<string, string> => ({
  HOME: folder,
  TMPDIR: folder,
  HELM_CACHE_HOME: `${folder}/cache`,
  HELM_CONFIG_HOME: `${folder}/config`,
  HELM_DATA_HOME: `${folder}/data`,
  HELM_PLUGINS: `${folder}/plugins`,
  HELM_NO_PLUGINS: '1',
  KUBECONFIG: `${folder}/kubeconfig`,
  NO_COLOR: '1',
  HTTP_PROXY: NOWHERE,
  HTTPS_PROXY: NOWHERE,
  ALL_PROXY: NOWHERE,
  NO_PROXY: '',
  http_proxy: NOWHERE,
  https_proxy: NOWHERE,
  all_proxy: NOWHERE,
  no_proxy: '',
});
