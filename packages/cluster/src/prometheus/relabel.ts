import { configurationFailure } from '@sealift/core/failure';
import type { Relabeling } from './monitored.ts';

export type Labels = Readonly<Record<string, string>>;

/**
 * A target's labels after a monitor's own rules, or undefined when one of them drops it.
 * @throws Failure `cluster/unsupported-monitor` for rules that this does not understand, since Prometheus would
 */
export function relabel(labels: Labels, rules: readonly Relabeling[]): Labels | undefined {
  let current: Labels = labels;
  for (const rule of rules) {
    const next = applied(current, rule);
    if (next === undefined) return undefined;
    current = next;
  }
  return current;
}

function applied(labels: Labels, rule: Relabeling): Labels | undefined {
  const { action = 'replace', sourceLabels = [], separator = ';' } = rule;
  const value = sourceLabels.map((name) => labels[name] ?? '').join(separator);
  const matched = match(value, rule.regex ?? '(.*)');
  if (action === 'keep') return matched === undefined ? undefined : labels;
  if (action === 'drop') return matched === undefined ? labels : undefined;
  if (action !== 'replace') throw unsupported(`the action ${action}`);
  if (matched === undefined || rule.targetLabel === undefined) return labels;
  const { [rule.targetLabel]: _old, ...others } = labels;
  const text = (rule.replacement ?? '$1').replaceAll(/\$(?:1|\{1\})/g, () => matched);
  // A label without a value is none.
  return text === '' ? others : { ...others, [rule.targetLabel]: text };
}

/** What `$1` is, or undefined when the rule does not match. */
function match(value: string, regex: string): string | undefined {
  if (regex === '(.*)' || regex === '.*') return value;
  if (regex === '(.+)' || regex === '.+') return value === '' ? undefined : value;
  const plain = regex.startsWith('(') && regex.endsWith(')') ? regex.slice(1, -1) : regex;
  if (!/^[\w|/-]*$/.test(plain)) throw unsupported(`the expression ${regex}`);
  return plain.split('|').includes(value) ? value : undefined;
}

const unsupported = (what: string) =>
  configurationFailure({
    code: 'cluster/unsupported-monitor',
    cause: `A ServiceMonitor's relabelings have ${what}, which the discovery of this cluster does not understand.`,
    remedy:
      'Use replace, keep or drop with plain values, or teach packages/cluster/src/prometheus/relabel.ts.',
  });
