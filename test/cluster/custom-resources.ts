import { parseDocuments } from '../../src/helm/yaml/parse.ts'
import type { Api } from './control-plane/api.ts'
import { readModuleFiles } from './control-plane/module-files.ts'
import { waitFor } from './control-plane/wait-for.ts'

/** Where the definitions of the custom resources are that the chart renders. */
const sources = {
  'github.com/cert-manager/cert-manager': ['deploy/crds/cert-manager.io_certificates.yaml'],
  'github.com/external-secrets/external-secrets': [
    'config/crds/bases/external-secrets.io_externalsecrets.yaml',
  ],
  'github.com/prometheus-operator/prometheus-operator': [
    'example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml',
    'example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml',
  ],
  'github.com/kubernetes-csi/external-snapshotter/client/v8': [
    'config/crd/snapshot.storage.k8s.io_volumesnapshots.yaml',
  ],
  'sigs.k8s.io/gateway-api': ['config/crd/standard/gateway.networking.k8s.io_httproutes.yaml'],
}

/** Adds the custom resources to the cluster, and waits until they can be used. */
export async function defineCustomResources(api: Api): Promise<void> {
  for (const [module, files] of Object.entries(sources))
    for (const text of await readModuleFiles('cluster-crds', module, files))
      for (const definition of parseDocuments(text)) await define(api, definition as Definition)
}

/** A CustomResourceDefinition. */
interface Definition {
  readonly spec: {
    readonly group: string
    readonly names: { readonly plural: string }
    readonly versions: readonly { readonly name: string; readonly served: boolean }[]
  }
}

async function define(api: Api, definition: Definition): Promise<void> {
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
  await api.call({ method: 'POST', path, body: definition })
  const { group, names, versions } = definition.spec
  const version = versions.find(({ served }) => served)?.name
  // For a moment it answers that its storage is initializing.
  const list = `/apis/${group}/${version}/${names.plural}`
  await waitFor(`resource ${names.plural}`, () => api.call({ path: list }))
}
