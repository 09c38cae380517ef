/** Names of labels. To GitHub two names that differ in upper and lower case alone are the same label. */
export type Labelled = { readonly labels: readonly string[] };

export const isSameLabel = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export const hasLabel = ({ labels }: Labelled, label: string): boolean =>
  labels.some((name) => isSameLabel(name, label));

export const missingLabels = (pull: Labelled, labels: readonly string[]): readonly string[] =>
  labels.filter((label) => !hasLabel(pull, label));
