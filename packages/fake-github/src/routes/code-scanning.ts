import * as v from 'valibot';
import type { Finding } from '../code-scanning/sarif.ts';
import { type Alert, type AlertInstance, analysisKey, settle, stateOn } from '../code-scanning/store.ts';
import { acceptUpload } from '../code-scanning/upload.ts';
import { apiUrl, pageUrl } from '../render/repositories.ts';
import { ApiError, notFound } from '../rest/api-error.ts';
import { actorOf, ok, paginate, type RepositoryCall, repositoryRoute } from '../rest/call.ts';
import { toTime } from '../state.ts';

const CODE_SCANNING = '/repos/{owner}/{repo}/code-scanning';

const Upload = v.object({
  commit_sha: v.string(),
  ref: v.string(),
  sarif: v.string(),
  validate: v.optional(v.boolean()),
});

/** The scale of CVSS in GitHub's words. */
function securityLevel({ rule }: Finding): 'critical' | 'high' | 'medium' | 'low' | null {
  const severity = Number(rule.properties?.['security-severity'] ?? Number.NaN);
  if (!(severity > 0)) return null;
  return severity >= 9 ? 'critical' : severity >= 7 ? 'high' : severity >= 4 ? 'medium' : 'low';
}

const LEVELS = ['none', 'note', 'warning', 'error'];

function renderAlert(call: RepositoryCall, alert: Alert, instance: AlertInstance) {
  const { finding } = instance;
  const { rule } = finding;
  const url = `${apiUrl(call.world, call.repository)}/code-scanning/alerts/${alert.number}`;
  const fixedAt = instance.state === 'fixed' && alert.fixedAt !== undefined ? toTime(alert.fixedAt) : null;
  return {
    number: alert.number,
    created_at: toTime(alert.createdAt),
    updated_at: toTime(alert.updatedAt),
    url,
    html_url: `${pageUrl(call.world, call.repository)}/security/code-scanning/${alert.number}`,
    instances_url: `${url}/instances`,
    state: instance.state,
    fixed_at: fixedAt,
    dismissed_by: null,
    dismissed_at: null,
    dismissed_reason: null,
    dismissed_comment: null,
    rule: {
      id: rule.id,
      severity: LEVELS.includes(finding.level) ? finding.level : 'warning',
      description: rule.shortDescription?.text ?? rule.name ?? rule.id,
      name: rule.name ?? rule.id,
      tags: rule.properties?.tags ?? [],
      security_severity_level: securityLevel(finding),
    },
    tool: { name: alert.tool, guid: null, version: null },
    most_recent_instance: {
      ref: instance.ref,
      analysis_key: analysisKey(undefined),
      environment: '{}',
      category: instance.category,
      state: instance.state,
      commit_sha: instance.commit,
      message: { text: finding.message },
      location: {
        path: finding.path,
        start_line: finding.startLine,
        end_line: finding.endLine,
        start_column: finding.startColumn,
        end_column: finding.endColumn,
      },
      classifications: [],
    },
  };
}

/** A pull request may be named by number in the forms of its refs; branches also by their short name. */
const fullRef = (ref: unknown, otherwise: string): string => {
  if (typeof ref !== 'string') return `refs/heads/${otherwise}`;
  return ref.startsWith('refs/') ? ref : `refs/heads/${ref}`;
};

const settled = ({ repository, world }: RepositoryCall) => {
  settle(repository.codeScanning, world.clock.now());
  return repository.codeScanning;
};

export const codeScanningRoutes = [
  repositoryRoute(`POST ${CODE_SCANNING}/sarifs`, [['security-events', 'write']], async (call) => {
    const { world, repository } = call;
    const { commit_sha: commit, ref, sarif, validate } = v.parse(Upload, call.body);
    const upload = await acceptUpload(world, repository, actorOf(call), { commit, ref, sarif });
    if (validate === true && upload.errors.length > 0) {
      repository.codeScanning.uploads.delete(upload.id);
      throw new ApiError(400, upload.errors.join('\n'));
    }
    return {
      status: 202,
      body: { id: upload.id, url: `${apiUrl(world, repository)}/code-scanning/sarifs/${upload.id}` },
    };
  }),

  repositoryRoute(
    `GET ${CODE_SCANNING}/sarifs/{sarif_id}`,
    [['security-events', 'read']],
    async (call) => {
      const upload = settled(call).uploads.get(String(call.path['sarif_id']));
      if (upload === undefined) throw notFound();
      if (!upload.applied) return ok({ processing_status: 'pending', analyses_url: null });
      if (upload.errors.length > 0)
        return ok({ processing_status: 'failed', analyses_url: null, errors: upload.errors });
      return ok({
        processing_status: 'complete',
        analyses_url: `${apiUrl(call.world, call.repository)}/code-scanning/analyses?sarif_id=${upload.id}`,
        errors: null,
      });
    },
    { public: false },
  ),

  repositoryRoute(
    `GET ${CODE_SCANNING}/analyses`,
    [['security-events', 'read']],
    async (call) => {
      const { query } = call;
      const wanted = settled(call)
        .analyses.filter(({ sarifId }) => query['sarif_id'] === undefined || sarifId === query['sarif_id'])
        .filter(({ ref }) => query['ref'] === undefined || ref === fullRef(query['ref'], ''))
        .filter(({ tool }) => query['tool_name'] === undefined || tool === query['tool_name'])
        .toReversed();
      const { entries, headers } = paginate(call, wanted);
      return ok(
        entries.map((analysis) => ({
          ref: analysis.ref,
          commit_sha: analysis.commit,
          analysis_key: analysisKey(analysis.id),
          environment: '{}',
          category: analysis.category,
          error: '',
          created_at: toTime(analysis.createdAt),
          results_count: analysis.results,
          rules_count: analysis.rules,
          id: analysis.id,
          url: `${apiUrl(call.world, call.repository)}/code-scanning/analyses/${analysis.id}`,
          sarif_id: analysis.sarifId,
          tool: { name: analysis.tool, guid: null, version: analysis.toolVersion ?? null },
          deletable: true,
          warning: '',
        })),
        headers,
      );
    },
    { public: false },
  ),

  repositoryRoute(
    `GET ${CODE_SCANNING}/alerts`,
    [['security-events', 'read']],
    async (call) => {
      const { query, repository } = call;
      if (!repository.settings.codeScanning)
        throw new ApiError(403, 'Code Security must be enabled for this repository to use code scanning.');
      const ref = fullRef(query['ref'], repository.defaultBranch);
      const wanted = [...settled(call).alerts.values()]
        .toReversed()
        .filter(({ tool }) => query['tool_name'] === undefined || tool === query['tool_name'])
        .flatMap((alert) => {
          const instance = stateOn(alert, ref);
          const matches = instance !== undefined && (query['state'] ?? instance.state) === instance.state;
          return matches ? [renderAlert(call, alert, instance)] : [];
        });
      const { entries, headers } = paginate(call, wanted);
      return ok(entries, headers);
    },
    { public: false },
  ),
];
