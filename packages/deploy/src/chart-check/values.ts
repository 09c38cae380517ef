/** The values that a chart is rendered with, before and after an edit. */
import type { Deployer, Manifests, Parameter } from './deployers/deployer.ts';

export type ValuesFile = {
  /** As the user knows it. */
  readonly path: string;
  readonly text: string;
};

/** What `helm template` is given. */
export type ChartValues = {
  /** In the order in which they are laid over each other. */
  readonly files: readonly ValuesFile[];
  /** Above all files. */
  readonly parameters: readonly Parameter[];
  /** Whether the chart's own values.yaml lies below. */
  readonly ownValues: boolean;
  /** What the deployer names and could not be read, a noun phrase each. */
  readonly unread: readonly string[];
};

/** As a deployer says it. */
export function valuesOf(deployer: Deployer, { texts }: Pick<Manifests, 'texts'>): ChartValues {
  const { layers, parameters, ownValues, file: own } = deployer;
  const files: ValuesFile[] = [];
  const unread = [...deployer.unread];
  for (const layer of layers) {
    if (layer.kind === 'text') {
      files.push({ path: own, text: layer.text });
      continue;
    }
    const text = texts.get(layer.path);
    if (text !== undefined) files.push({ path: layer.path, text });
    else if (!layer.optional) unread.push(layer.path);
  }
  return { files, parameters, ownValues, unread };
}

/**
 * As the configuration says it.
 * @param named files in their order; the edited one is the last where it is not among them
 */
export function valuesNamed(
  named: readonly string[],
  edited: string,
  { texts }: Pick<Manifests, 'texts'>,
): ChartValues {
  const order = named.includes(edited) ? named : [...named, edited];
  const files = order.flatMap((path) => {
    const text = texts.get(path);
    return text === undefined ? [] : [{ path, text }];
  });
  return { files, parameters: [], ownValues: true, unread: order.filter((path) => !texts.has(path)) };
}
