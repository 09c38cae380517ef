/** One line that says what changes: of titles, headings and commit messages. All of it, and nothing else. */
import { shortTag } from './format.ts';
import type { AppChange, PullRequestText } from './text.ts';

/** What a line is made of. */
export type NamedChange = Pick<AppChange, 'app' | 'environment'> & {
  readonly after: Pick<AppChange['after'], 'tag'>;
};

export type Kind = PullRequestText['kind'];

/** `Deploy` for a title, `Deploys` for a sentence about the pull request. */
export type Mood = 'imperative' | 'indicative';

const WORDS = {
  deploy: { imperative: 'Deploy', indicative: 'Deploys', where: 'to' },
  promote: { imperative: 'Promote', indicative: 'Promotes', where: 'to' },
  rollback: { imperative: 'Roll back', indicative: 'Rolls back', where: 'in' },
} as const satisfies Record<Kind, Readonly<Record<Mood | 'where', string>>>;

export const verbOf = (kind: Kind, mood: Mood): string => WORDS[kind][mood];

/** So many names are all said; of more, the first two and a number. */
const MAX_NAMES = 4;
const FIRST = 2;

/** `api`, `api and web`, `api, web and worker`, `api, web and 38 more`. */
export function listNames(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const shown =
    distinct.length <= MAX_NAMES
      ? distinct
      : [...distinct.slice(0, FIRST), `${distinct.length - FIRST} more`];
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** Apps that go to the same environments. */
type Part = { readonly apps: readonly string[]; readonly environments: readonly string[] };

function partsOf(changes: readonly NamedChange[]): readonly Part[] {
  const byEnvironment = Map.groupBy(changes, ({ environment }) => environment);
  const byApps = Map.groupBy(byEnvironment, ([environment, members]) =>
    JSON.stringify([environment === undefined, [...new Set(members.map(({ app }) => app))].toSorted()]),
  );
  return [...byApps.values()].map((group) => ({
    apps: [...new Set(group.flatMap(([, members]) => members.map(({ app }) => app)))],
    environments: group.flatMap(([environment]) => environment ?? []),
  }));
}

/** What a line is about. */
export type Summarised = {
  readonly kind: Kind;
  readonly changes: readonly NamedChange[];
  /** Environment that a promotion is from. */
  readonly from?: string | undefined;
};

/**
 * `Deploy api, web and 38 more to prod: sha-4f1c2d9`, `Roll back api in prod to sha-9d2e7b1`, `Promote api from staging to prod`. The tag
 * is said where all have the same. Apps that go to different environments are told apart, as far as there is room.
 */
export function summaryLine({ kind, changes, from = '' }: Summarised, mood: Mood = 'imperative'): string {
  const { [mood]: verb, where } = WORDS[kind];
  const [first, ...others] = partsOf(changes);
  if (first === undefined) return `${verb} nothing`;
  const place = ({ apps, environments }: Part) =>
    `${listNames(apps)}${from === '' ? '' : ` from ${from}`}${environments.length === 0 ? '' : ` ${where} ${listNames(environments)}`}`;
  const apps = new Set(changes.map(({ app }) => app)).size;
  const what =
    others.length < 2
      ? [first, ...others].map(place).join('; ')
      : place({
          apps: [`${apps} ${apps === 1 ? 'app' : 'apps'}`],
          environments: changes.flatMap(({ environment }) => environment ?? []),
        });
  const tags = new Set(changes.map(({ after }) => after.tag));
  const [tag] = tags;
  if (tag === undefined || tags.size > 1) return `${verb} ${what}`;
  return `${verb} ${what}${kind === 'rollback' && others.length === 0 ? ' to ' : ': '}${shortTag(tag)}`;
}
