import type { Method } from './evaluate-pipeline.ts'

/** The Helm that counts where they differ, and what it takes for the version of a cluster. */
const newestHelm = 'v4.3.1'
export const newestKubernetes = 'v1.37.0'

/** Whether a cluster has an API that is not Kubernetes' own, such as `monitoring.coreos.com/v1`. */
export type HasForeignApi = (api: string) => boolean

/** `.Capabilities`, as `helm template` has them without a cluster, but for what others have added to that. */
export function capabilities(
  kubernetes: string | undefined,
  hasForeign: HasForeignApi,
): Capabilities {
  const version = kubernetes ?? newestKubernetes
  const [, Major = '', Minor = ''] = /^v?(\d+)\.(\d+)/.exec(version) ?? []
  const Version = version.startsWith('v') ? version : `v${version}`
  return {
    HelmVersion: { Version: newestHelm },
    KubeVersion: { Version, GitVersion: Version, Major, Minor },
    APIVersions: { Has: (api) => isBuiltIn(String(api)) || hasForeign(String(api)) },
  }
}

interface Capabilities {
  readonly HelmVersion: Readonly<Record<string, string>>
  readonly KubeVersion: Readonly<Record<string, string>>
  readonly APIVersions: Readonly<Record<string, Method>>
}

function isBuiltIn(api: string): boolean {
  const [, group = '', version = ''] = /^(?:(.*)\/)?(v[^/]*)$/.exec(api) ?? []
  return builtIn[group]?.includes(version) === true
}

/** Source: `helm template` of Helm 4.3.1. */
const builtIn: Readonly<Record<string, readonly string[]>> = {
  '': ['v1'],
  'admissionregistration.k8s.io': ['v1', 'v1alpha1', 'v1beta1'],
  'internal.apiserver.k8s.io': ['v1alpha1'],
  'apiextensions.k8s.io': ['v1', 'v1beta1'],
  apps: ['v1', 'v1beta1', 'v1beta2'],
  'authentication.k8s.io': ['v1', 'v1alpha1', 'v1beta1'],
  'authorization.k8s.io': ['v1', 'v1beta1'],
  autoscaling: ['v1', 'v2'],
  batch: ['v1', 'v1beta1'],
  'certificates.k8s.io': ['v1', 'v1alpha1', 'v1beta1'],
  'coordination.k8s.io': ['v1', 'v1alpha2', 'v1beta1'],
  'discovery.k8s.io': ['v1', 'v1beta1'],
  'events.k8s.io': ['v1', 'v1beta1'],
  extensions: ['v1beta1'],
  'flowcontrol.apiserver.k8s.io': ['v1', 'v1beta1', 'v1beta2', 'v1beta3'],
  'lifecycle.k8s.io': ['v1alpha1'],
  'networking.k8s.io': ['v1', 'v1beta1'],
  'node.k8s.io': ['v1', 'v1alpha1', 'v1beta1'],
  policy: ['v1', 'v1beta1'],
  'rbac.authorization.k8s.io': ['v1', 'v1alpha1', 'v1beta1'],
  'resource.k8s.io': ['v1', 'v1alpha3', 'v1beta1', 'v1beta2'],
  'scheduling.k8s.io': ['v1', 'v1alpha3', 'v1beta1'],
  'storage.k8s.io': ['v1', 'v1alpha1', 'v1beta1'],
  'storagemigration.k8s.io': ['v1', 'v1beta1'],
}
