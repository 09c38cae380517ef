/** What only GitHub knows, with the question that each can be asked by. */
import type { AppSide } from './app-side.ts';
import { type Finding, unknown } from './finding.ts';

/** @param slug `owner/name` of the app repository */
export function askGitHub(slug: string, { images, caller }: AppSide): readonly Finding[] {
  const ops = caller?.inputs['ops-repository'];
  const packages = [...images.values()].filter((image) => image.startsWith('ghcr.io/'));
  const repositories = [slug, ...(ops ? [ops] : [])];
  return [
    ...packages.map((image) =>
      unknown(
        `package ${image}`,
        'whether it is linked to the repository, once it exists',
        `gh api orgs/${slug.split('/')[0]}/packages/container/${encodeURIComponent(image.split('/').slice(2).join('/'))} --jq .repository.full_name; a package that the workflow makes is linked by itself`,
      ),
    ),
    unknown(
      'code scanning',
      'whether findings are taken (private repositories need Code Security)',
      `gh api repos/${slug} --jq .security_and_analysis`,
    ),
    ...repositories.map((name) =>
      unknown(
        `rules of ${name}`,
        'whether the default branch asks for a pull request and the checks',
        `gh api repos/${name}/rules/branches/main; action-templates/settings has what to set`,
      ),
    ),
  ];
}
