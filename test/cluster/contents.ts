import { cluster } from './cluster.ts'
import { pathOf } from './control-plane/api.ts'

/** An object of any kind. */
export interface AnyObject {
  /** `apps/v1/deployments/shop-cart` */
  readonly id: string
  readonly metadata: {
    readonly name: string
    readonly labels?: Readonly<Record<string, string>>
  }
  readonly spec?: unknown
  readonly data?: unknown
}

/** The ids of all objects in a namespace, whatever their kind. */
export async function contents(namespace: string): Promise<readonly string[]> {
  const objects = await objectsOf(namespace)
  return objects.map(({ id }) => id).toSorted()
}

/** Whether an object is a claim, or a Secret that opens what is on one: a release leaves them behind. */
export function isData(id: string): boolean {
  return /^v1\/(persistentvolumeclaims|secrets)\/(?!sh\.helm\.release\.)/.test(id)
}

/** All objects in a namespace, whatever their kind. */
export async function objectsOf(namespace: string): Promise<readonly AnyObject[]> {
  const resources = await namespacedResources()
  const found = await Promise.all(resources.map((resource) => list(resource, namespace)))
  return found.flat()
}

async function list(resource: string, namespace: string): Promise<readonly AnyObject[]> {
  const list = await ifThere(cluster().call({ path: pathOf(resource, namespace) }))
  const { items } = (list ?? { items: [] }) as {
    readonly items: readonly Omit<AnyObject, 'id'>[] // as every list of objects
  }
  return items.map((object) => ({ ...object, id: `${resource}/${object.metadata.name}` }))
}

/** What the API server says of its groups and their resources. */
interface Discovery {
  readonly groups: readonly { readonly preferredVersion: { readonly groupVersion: string } }[]
  readonly resources: readonly {
    readonly name: string
    readonly namespaced: boolean
    readonly verbs: readonly string[]
  }[]
}

async function namespacedResources(): Promise<readonly string[]> {
  const { groups } = await discover('/apis')
  const versions = groups.map(({ preferredVersion }) => preferredVersion.groupVersion)
  const found = await Promise.all([
    discover('/api/v1').then(lists('v1')),
    ...versions.map((version) => discover(`/apis/${version}`).then(lists(version))),
  ])
  return found.flat()
}

async function discover(path: string): Promise<Discovery> {
  const found = await ifThere(cluster().call({ path }))
  return (found ?? { groups: [], resources: [] }) as Discovery // an APIGroupList or an APIResourceList
}

/** Other tests make kinds and take them away meanwhile: what the API server no longer knows is not there. */
async function ifThere(answer: Promise<unknown>): Promise<unknown> {
  return await answer.catch((error: unknown) => {
    if (error instanceof Error && / 404 /.test(error.message)) return undefined
    throw error
  })
}

function lists(version: string): (discovery: Discovery) => readonly string[] {
  return ({ resources }) =>
    resources
      .filter(({ namespaced, verbs }) => namespaced && verbs.includes('list'))
      .filter(({ name }) => !transient.includes(name))
      .map(({ name }) => `${version}/${name}`)
}

/** Events go by themselves. */
const transient: readonly string[] = ['events']
