/** The inputs `provenance`, `sbom` and `attests`, of which the first two win over the third. */
import type { InputReader } from '@sealift/action-kit/inputs';
import { parseFields, parseList } from './list.ts';
import { wrong } from './options.ts';

export type Attestations = {
  /** What `--provenance` takes; undefined when nobody said anything. */
  readonly provenance: string | undefined;
  /** What `--sbom` takes. */
  readonly sbom: string;
  /** Of other types, what `--attest` takes. */
  readonly others: readonly string[];
};

const ATTRIBUTES = /^(?:true|false|[a-z-]+=[^\s,"]+(?:,[a-z-]+=[^\s,"]+)*)$/;

/** @throws Failure `build-push/bad-input` */
export function readAttestations(reader: InputReader): Attestations {
  const attests = parseList('attests', reader.text('attests'), { commas: 'kept' }).map((attest) => {
    const fields = parseFields('attests', attest);
    const type = fields.find((field) => field.startsWith('type='))?.slice('type='.length);
    if (type === undefined || !ATTRIBUTES.test(attest))
      throw wrong('attests', attest, 'type=…, such as type=sbom,generator=image');
    return { type, attest, rest: fields.filter((field) => !field.startsWith('type=')) };
  });
  const attested = (type: string) => attests.findLast((attest) => attest.type === type)?.rest;
  const shorthand = (name: 'provenance' | 'sbom', expected: string) => {
    const value = reader.optional(name);
    const given = value !== undefined && /^(?:true|false)$/i.test(value) ? value.toLowerCase() : value;
    if (given !== undefined && !ATTRIBUTES.test(given)) throw wrong(name, given, expected);
    return given ?? asShorthand(attested(name));
  };
  return {
    provenance: shorthand('provenance', 'mode=max, mode=min, false, or key=value pairs separated by commas'),
    sbom: shorthand('sbom', 'true, false, or generator=image') ?? 'false',
    others: attests
      .filter(({ type }) => type !== 'provenance' && type !== 'sbom')
      .map(({ attest }) => attest),
  };
}

function asShorthand(rest: readonly string[] | undefined): string | undefined {
  if (rest === undefined) return undefined;
  if (rest.includes('disabled=true')) return 'false';
  const attributes = rest.filter((field) => field !== 'disabled=false');
  return attributes.length === 0 ? 'true' : attributes.join(',');
}

/** Whether the image itself gets what is only for the image, and no folder beside it. */
export const isInlineOnly = (provenance: string): boolean =>
  /(?:^|,)inline-only=true(?:,|$)/.test(provenance);
