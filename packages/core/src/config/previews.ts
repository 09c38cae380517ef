/**
 * `previews:` in `.sealift.yml` of an ops repository: which pull requests get a preview, how many, and for how long.
 * Who may have signed it, `trust:` says for its environment. docs/previews.md is the guide.
 */
import * as v from 'valibot';
import { Failure } from '../failure.ts';
import { formatImageName, type ImageName, parseImageName } from '../image/reference.ts';
import { appName } from './app-name.ts';
import { parseDuration } from './duration.ts';

/** What a label of who counts, from the least: https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles */
export const LABELLERS = ['write', 'maintain', 'admin'] as const;

const duration = v.pipe(
  v.string(),
  v.check((text) => parseDuration(text) !== undefined, 'must be hours or days, such as 36h or 7d'),
);
const label = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(50));
/** https://git-scm.com/docs/git-check-ref-format */
const branch = v.pipe(
  v.string(),
  v.regex(
    /^(?!-)(?!.*(?:\.\.|\/\/|@\{|\.lock(?:\/|$)|\/$|\.$))[A-Za-z0-9._/-]{1,200}$/,
    'must be the name of a branch',
  ),
);
const image = v.pipe(
  v.string(),
  v.check((text) => {
    try {
      return formatImageName(parseImageName(text)) === text;
    } catch (error) {
      if (error instanceof Failure) return false;
      throw error;
    }
  }, 'must be registry/repository without a tag'),
);
/** Names of namespaces, releases and hosts are made of it, each with a number behind. */
const previewApp = v.pipe(
  appName,
  v.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'must be at most 40 lower-case letters, digits and "-"'),
);
const url = v.pipe(
  v.string(),
  v.maxLength(500),
  v.check(
    (text) => previewUrl(text, 'api', 1) !== undefined,
    'must be https://…, with {number} and perhaps {app} in its host',
  ),
);

export const PreviewAppConfig = v.strictObject({
  /** Where the pipeline pushes it, without a tag. */
  image,
  /** Address of a preview; `{app}` and `{number}` stand for the app and the pull request. Default: none is shown. */
  url: v.optional(url),
});

export const PreviewsConfig = v.strictObject({
  /** Environment of `trust:` whose rules count. Default: preview. */
  environment: v.optional(appName),
  /** Label that asks for a preview. Default: preview. */
  label: v.optional(label),
  /** What a person must be allowed to do, whose label counts. Default: write. */
  'labelled-by': v.optional(v.picklist(LABELLERS)),
  /** Branch of this repository that holds them. Default: previews. */
  branch: v.optional(branch),
  /** Pull requests with a preview at a time. Default: 10. */
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200))),
  /** How long after the last push or label it lives. Default: 3d. */
  'time-to-live': v.optional(duration),
  apps: v.record(previewApp, PreviewAppConfig),
});
export type PreviewsConfig = v.InferOutput<typeof PreviewsConfig>;

export type PreviewApp = {
  readonly app: string;
  readonly image: ImageName;
  readonly url: string | undefined;
};

/** With what is not said. */
export type PreviewRules = {
  readonly environment: string;
  readonly label: string;
  readonly labelledBy: (typeof LABELLERS)[number];
  readonly branch: string;
  readonly limit: number;
  /** Milliseconds. */
  readonly timeToLive: number;
  readonly apps: readonly PreviewApp[];
};

const DAY = 86_400_000;

export const previewRules = (config: PreviewsConfig): PreviewRules => ({
  environment: config.environment ?? 'preview',
  label: config.label ?? 'preview',
  labelledBy: config['labelled-by'] ?? 'write',
  branch: config.branch ?? 'previews',
  limit: config.limit ?? 10,
  timeToLive: parseDuration(config['time-to-live'] ?? '3d') ?? 3 * DAY,
  apps: Object.entries(config.apps).map(([app, { image: name, url: address }]) => ({
    app,
    image: parseImageName(name),
    url: address,
  })),
});

/** The address of one preview; undefined when the template gives none. */
export function previewUrl(template: string, app: string, number: number): URL | undefined {
  const text = template.replaceAll('{app}', app).replaceAll('{number}', String(number));
  const address = URL.parse(text);
  // A number in the host keeps one preview's cookies from another one's.
  if (address === null || address.protocol !== 'https:' || /[{}\s]/.test(text)) return undefined;
  const host = template.replace(/^https:\/\//, '').split(/[/?#]/)[0] ?? '';
  return host.includes('{number}') && !host.includes('@') ? address : undefined;
}
