import { cluster } from './cluster.ts'
import { pathOf } from './control-plane/api.ts'

/** What the API server says of its resources. */
interface Discovery {
  readonly groups: readonly { readonly preferredVersion: { readonly groupVersion: string } }[]
  readonly resources: readonly {
    readonly name: string
    readonly namespaced: boolean
    readonly verbs: readonly string[]
  }[]
}

/** The names of all objects in a namespace, whatever their kind: `apps/v1/deployments/shop-cart`. */
export async function contents(namespace: string): Promise<readonly string[]> {
  const resources = await namespacedResources()
  const found = await Promise.all(resources.map((resource) => names(resource, namespace)))
  return found.flat().toSorted()
}

async function namespacedResources(): Promise<readonly string[]> {
  const { groups } = await discover('/apis')
  const versions = ['v1', ...groups.map(({ preferredVersion }) => preferredVersion.groupVersion)]
  const found = await Promise.all(
    versions.map(async (version) => {
      const { resources } = await discover(version === 'v1' ? '/api/v1' : `/apis/${version}`)
      return resources
        .filter(({ namespaced, verbs }) => namespaced && verbs.includes('list'))
        .map(({ name }) => `${version}/${name}`)
    }),
  )
  return found.flat().filter((resource) => !transient.test(resource))
}

/** Events go by themselves; the old kind of endpoints mirrors the new one. */
const transient = /\/(events|endpoints)$/

async function discover(path: string): Promise<Discovery> {
  return (await cluster().call({ path })) as Discovery // an APIGroupList or an APIResourceList
}

async function names(resource: string, namespace: string): Promise<readonly string[]> {
  const { items } = (await cluster().call({
    path: pathOf(resource, namespace),
    headers: { accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' },
  })) as { readonly items: readonly { readonly metadata: { readonly name: string } }[] }
  return items.map(({ metadata }) => `${resource}/${metadata.name}`)
}
