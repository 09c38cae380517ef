/** What all tags have in common, one or more a line: `latest=auto`, `prefix=x-`, `suffix=-alpine,onlatest=true`. */
import { configurationFailure } from '../../failure.ts';
import { attributeOf, fieldsOf } from './fields.ts';

export type Flavor = {
  /** `auto`: for a git tag that the entry with the highest priority names after. */
  readonly latest: 'auto' | 'true' | 'false';
  readonly prefix: string;
  readonly suffix: string;
  /** Whether `latest` gets them too. */
  readonly prefixLatest: boolean;
  readonly suffixLatest: boolean;
};

const wrong = (line: string, reason: string) =>
  configurationFailure({
    code: 'plan/bad-tags',
    cause: `The entry "${line}" of "flavor" is wrong: ${reason}.`,
    remedy:
      'Use latest=auto, latest=true, latest=false, prefix=…, suffix=…, and onlatest=true or false behind one of the last two.',
  });

/** @throws Failure `plan/bad-tags` */
export function parseFlavor(lines: readonly string[]): Flavor {
  let flavor: Flavor = { latest: 'auto', prefix: '', suffix: '', prefixLatest: false, suffixLatest: false };
  for (const line of lines) {
    let affix: 'prefix' | 'suffix' | undefined;
    for (const field of fieldsOf(line)) {
      const { key, value } = attributeOf(field);
      if (key === 'prefix' || key === 'suffix') {
        affix = key;
        flavor = { ...flavor, [key]: value };
      } else if (key === 'latest' && (value === 'auto' || value === 'true' || value === 'false'))
        flavor = { ...flavor, latest: value };
      else if (key === 'onlatest' && affix !== undefined && (value === 'true' || value === 'false'))
        flavor = { ...flavor, [`${affix}Latest`]: value === 'true' };
      else throw wrong(line, `"${field}" has no meaning${key === 'onlatest' ? ' there' : ''}`);
    }
  }
  return flavor;
}
