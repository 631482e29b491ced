import { describe, expect, test } from 'vitest'
import { pinnedModule, type PinnedName } from '../../../src/verify/tools/pinned-module.ts'

describe('the pin of a tool is read from its go.mod', () => {
  test.each([
    [
      'helm-3',
      {
        command: 'helm.sh/helm/v3/cmd/helm',
        version: 'v3.22.0',
        variables: {
          'helm.sh/helm/v3/internal/version.version': 'v3.22.0',
          'helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor': '1',
          'helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor': '37',
          'helm.sh/helm/v3/pkg/lint/rules.k8sVersionMajor': '1',
          'helm.sh/helm/v3/pkg/lint/rules.k8sVersionMinor': '37',
        },
      },
    ],
    [
      'helm-4',
      {
        command: 'helm.sh/helm/v4/cmd/helm',
        version: 'v4.3.1',
        variables: { 'helm.sh/helm/v4/internal/version.version': 'v4.3.1' },
      },
    ],
    [
      'kubeconform',
      {
        command: 'github.com/yannh/kubeconform/cmd/kubeconform',
        version: 'v0.8.0',
        variables: { 'main.version': 'v0.8.0' },
      },
    ],
    [
      'kubectl',
      {
        command: 'k8s.io/kubernetes/cmd/kubectl',
        version: 'v1.36.3',
        variables: {
          'k8s.io/component-base/version.gitVersion': 'v1.36.3',
          'k8s.io/component-base/version.gitMajor': '1',
          'k8s.io/component-base/version.gitMinor': '36',
        },
      },
    ],
  ] as const)('%s', (name: PinnedName, expected) => {
    expect(pinnedModule(name)).toMatchObject(expected)
  })
})
