/** Public cases of docker/metadata-action: what it is given, and which tags it gives. */
import { describe, expect, it } from 'vitest';
import type { NamingConfig } from '../../../src/config/naming.ts';
import { planTags } from '../../../src/release/naming/tags.ts';
import data from './fixtures/metadata-action.json' with { type: 'json' };

type Event = {
  readonly name: string;
  readonly ref: string;
  readonly commit: string;
  readonly baseRef?: string;
};
type Case = NamingConfig & {
  readonly case: string;
  readonly event: string;
  readonly gives: readonly string[];
};

/** When those cases happen. */
const NOW = Date.parse('2020-01-10T00:30:00.000Z');
const events: Readonly<Record<string, Event>> = data.events;
/** A pull request has no floating tags here but its preview's, and no run is without an event. */
const cases: readonly Case[] = data.cases.filter(
  ({ event }) => !event.startsWith('pull_request') && event !== 'null' && event !== 'empty',
);

function tagsOf({ event, ...config }: Case): readonly string[] {
  const { name, ...of } = events[event] ?? { name: '', ref: '', commit: '' };
  return planTags({
    ...of,
    event: name,
    app: 'app',
    now: NOW,
    commitDate: NOW,
    runId: '1',
    repository: { fullName: 'octocat/Hello-World', url: '', defaultBranch: 'master' },
    config,
    appConfig: {},
  }).tags;
}

/** A version that no git tag stands behind is refused. */
const REFUSED = ['push14', 'push15', 'push35'];
/** What differs where nothing is asked for: no `latest`, no `nightly`, and a version without its v. */
const OTHER_DEFAULTS = ['tag01', 'tag02', 'latest05', 'schedule01', 'schedule04', 'release01'];

describe('public cases of docker/metadata-action', () => {
  const equal = cases.filter(({ case: name }) => ![...REFUSED, ...OTHER_DEFAULTS].includes(name));

  it.each(equal.map((each) => [each.case, each] as const))('%s', (_name, each) => {
    const [, ...others] = tagsOf(each);
    expect(tagsOf(each)).toEqual(expect.arrayContaining([...each.gives]));
    // Beside them, there is the release's own alone.
    expect(each.gives).toEqual(expect.arrayContaining(others));
    const shared = each.gives.filter((tag) => others.includes(tag));
    expect(others).toEqual(shared);
  });

  it.each(cases.filter(({ case: name }) => REFUSED.includes(name)).map((each) => [each.case, each] as const))(
    '%s is refused',
    (_name, each) => {
      expect(() => tagsOf(each)).toThrow(expect.objectContaining({ code: 'plan/reserved-tag' }));
    },
  );

  it.each([
    ['tag01', ['release1']],
    ['tag02', ['20200110-RC2']],
    ['latest05', ['1.1.1']],
    ['release01', ['1.1.1']],
    ['schedule01', ['sha-860c1904a1ce19322e91ac35af1ab07466440c37', 'master']],
    ['schedule04', ['sha-860c1904a1ce19322e91ac35af1ab07466440c37', 'master']],
  ])('%s asks for nothing and gets %j', (name, tags) => {
    const found = cases.find((each) => each.case === name);
    expect(found?.tags).toBeUndefined();
    expect(found && tagsOf(found)).toEqual(tags);
  });

  it('are nine tenths of the tags', () => {
    const all = cases.flatMap(({ gives }) => gives).length;
    const same = equal.flatMap(({ gives }) => gives).length;
    expect(all).toBe(194);
    expect(same / all).toBeGreaterThan(0.88);
  });
});
