import { describe, expect, it } from 'vitest';
import { helmEnvironment, templateArguments } from '../../src/helm/arguments.ts';

const options = { releaseName: 'api', namespace: 'shop', valuesFiles: 0 };

describe('templateArguments', () => {
  it.each([
    [options, ['template', '--namespace=shop', '--', 'api', './chart']],
    [
      {
        ...options,
        valuesFiles: 2,
        kubeVersion: '1.34',
        apiVersions: ['monitoring.coreos.com/v1/ServiceMonitor', 'v1'],
      },
      [
        'template',
        '--namespace=shop',
        '--values=values-0.yaml',
        '--values=values-1.yaml',
        '--kube-version=1.34',
        '--api-versions=monitoring.coreos.com/v1/ServiceMonitor',
        '--api-versions=v1',
        '--',
        'api',
        './chart',
      ],
    ],
  ])('%j', (given, args) => {
    expect(templateArguments(given)).toEqual(args);
  });

  it.each([
    { releaseName: '--post-renderer=/bin/sh' },
    { releaseName: '-h' },
    { releaseName: '' },
    { releaseName: 'a'.repeat(54) },
    { releaseName: 'a b' },
    { namespace: '' },
    { namespace: 'Shop' },
    { namespace: 'a\n--debug' },
    { namespace: 'a'.repeat(64) },
    { kubeVersion: '1' },
    { kubeVersion: '1.34 --debug' },
    { apiVersions: ['a,b'] },
    { apiVersions: ['--debug'] },
  ])('refuses %j', (wrong) => {
    expect(() => templateArguments({ ...options, ...wrong })).toThrow(
      expect.objectContaining({
        category: 'configuration',
        message: expect.stringMatching(/^".*" is not a /s),
      }),
    );
  });
});

it('Helm has folders of its own, no plugins, no cluster and no way out', () => {
  const env = helmEnvironment('/w');
  for (const name of [
    'HOME',
    'HELM_CACHE_HOME',
    'HELM_CONFIG_HOME',
    'HELM_DATA_HOME',
    'HELM_PLUGINS',
    'KUBECONFIG',
  ])
    expect(env[name]).toMatch(/^\/w/);
  expect(env['HELM_NO_PLUGINS']).toBe('1');
  expect(env['HTTPS_PROXY']).toBe('http://127.0.0.1:9');
  expect(env['no_proxy']).toBe('');
});
