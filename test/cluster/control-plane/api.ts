import type { IObjectMeta } from '@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta'
import type { IDeployment, IReplicaSet, IStatefulSet } from 'kubernetes-models/apps/v1'
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2'
import type { ICronJob, IJob } from 'kubernetes-models/batch/v1'
import type { IEndpointSlice } from 'kubernetes-models/discovery.k8s.io/v1'
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1'
import type {
  IConfigMap,
  INode,
  IPersistentVolumeClaim,
  IPod,
  ISecret,
  IService,
  IServiceAccount,
} from 'kubernetes-models/v1'
import type { Access } from './access.ts'
import { type Answer, type Call, request } from './request.ts'
import { waitFor } from './wait-for.ts'

/** An object of which tests look at the names alone. */
interface Named {
  readonly metadata?: IObjectMeta
}

/** The resources that tests look at, by group, version and plural name. */
export interface Resources {
  readonly 'v1/configmaps': IConfigMap
  readonly 'v1/nodes': INode
  readonly 'v1/persistentvolumeclaims': IPersistentVolumeClaim
  readonly 'v1/pods': IPod
  readonly 'v1/secrets': ISecret
  readonly 'v1/serviceaccounts': IServiceAccount
  readonly 'v1/services': IService
  readonly 'apps/v1/deployments': IDeployment
  readonly 'apps/v1/replicasets': IReplicaSet
  readonly 'apps/v1/statefulsets': IStatefulSet
  readonly 'autoscaling/v2/horizontalpodautoscalers': IHorizontalPodAutoscaler
  readonly 'batch/v1/cronjobs': ICronJob
  readonly 'batch/v1/jobs': IJob
  readonly 'discovery.k8s.io/v1/endpointslices': IEndpointSlice
  readonly 'monitoring.coreos.com/v1/podmonitors': Named
  readonly 'monitoring.coreos.com/v1/prometheusrules': Named
  readonly 'policy/v1/poddisruptionbudgets': IPodDisruptionBudget
}

/** Speaks with the API server; an answer that is not a success is an error with the server's message. */
export interface Api {
  /** The objects of a kind in a namespace, or in the cluster where none is given. */
  readonly list: <K extends keyof Resources>(
    resource: K,
    namespace?: string,
    labels?: string,
  ) => Promise<readonly Resources[K][]>
  readonly call: (call: Call) => Promise<unknown>
}

/** An API client for a control plane. */
export function connect(access: Access): Api {
  const call = async (what: Call): Promise<unknown> => {
    const { status, body } = await patient(access, what)
    if (status >= 200 && status < 300) return body
    const { message = String(body) } = body as { readonly message?: string } // a Status object
    throw new Error(`${what.method ?? 'GET'} ${what.path}: ${status} ${message}`)
  }
  return {
    call,
    list: async (resource, namespace, labels = '') => {
      const query = `?labelSelector=${encodeURIComponent(labels)}`
      const { items } = (await call({ path: pathOf(resource, namespace) + query })) as {
        readonly items: Resources[typeof resource][] // by the definition of Resources
      }
      return items
    },
  }
}

/** A question is asked again, as by every client, where the API server cannot answer it yet. */
async function patient(access: Access, what: Call): Promise<Answer> {
  if (what.method !== undefined && what.method !== 'GET') return await request(access, what)
  return await waitFor(`answer to ${what.path}`, async () => {
    const answer = await request(access, what)
    return busy.includes(answer.status) ? undefined : answer
  })
}

/** Such as: `storage is (re)initializing`, of a kind that has just been made. */
const busy: readonly number[] = [429, 503]

/** Path of a resource: `/apis/apps/v1/namespaces/shop/deployments`. */
export function pathOf(resource: string, namespace?: string): string {
  const cut = resource.lastIndexOf('/')
  const [version, plural] = [resource.slice(0, cut), resource.slice(cut + 1)]
  const root = version === 'v1' ? '/api/v1' : `/apis/${version}`
  return namespace === undefined ? `${root}/${plural}` : `${root}/namespaces/${namespace}/${plural}`
}
