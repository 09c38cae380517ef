export { formatValuePath as formatYamlPath } from './edits/value-path.ts';

/** Keys of mappings and, as numbers from 0, positions in sequences. */
export type YamlPath = readonly (string | number)[];
