import { own } from '../values/value.ts'

/** Keys that charts made by `helm create`, and well-known libraries of charts, have, and ours for them. */
const renamed: Readonly<Record<string, string>> = {
  replicaCount: 'replicas',
  hpa: 'autoscaling',
  pdb: 'podDisruptionBudget',
  extraEnv: 'env',
  extraEnvVars: 'env',
  environment: 'env',
  extraEnvFrom: 'envFrom',
  extraVolumes: 'volumes',
  extraVolumeMounts: 'volumeMounts',
  extraContainers: 'sidecars',
  extraInitContainers: 'initContainers',
  extraDeploy: 'extraObjects',
  extraManifests: 'extraObjects',
  topologySpreadConstraints: 'topologySpread',
  priorityClass: 'priorityClassName',
  updateStrategy: 'strategy',
  podSecurityContext: 'securityContext',
  containerSecurityContext: 'securityContext',
  annotations: 'podAnnotations',
  labels: 'podLabels',
  ingress: 'exposure',
  httpRoute: 'exposure',
  persistence: 'storage',
}

const named =
  'names are made of the release and the component: choose the name of the release instead'
const ofModel = 'it is no value: say it in platform.ts'
const ofGateway = 'a gateway has it: set exposure there'
const ofImages = 'one for all pods is set under global: global.imagePullSecrets'

/** What is said where no key beside it does the same. */
const elsewhere: Readonly<Record<string, string>> = {
  replicaCount: 'each component has its own replicas',
  commonLabels: 'labels of every object are set under global: global.labels',
  imagePullSecrets: ofImages,
  pullSecrets: ofImages,
  imageRegistry: 'one for all images is set under global: global.imageRegistry',
  ingress: ofGateway,
  httpRoute: ofGateway,
  persistence:
    "it keeps nothing: say storage: { data: '8Gi' } in platform.ts, or mount a claim that exists, by volumes: { data: { persistentVolumeClaim: { claimName: … } } } and volumeMounts",
  nameOverride: named,
  fullnameOverride: named,
  port: ofModel,
  targetPort: ofModel,
  containerPort: ofModel,
  weight: 'a gateway splits the requests: set canaries.<service>.weight there',
  command: ofModel,
  args: ofModel,
}

/** Strategies of a release that have two sets of pods, which their values tell. */
const strategies = [
  { name: 'blue-green', sets: ['blue', 'green'] },
  { name: 'canary', sets: ['stable', 'canary'] },
] as const

/** What each set of pods has, where all of them have it otherwise. */
function ofSets(key: string, known: readonly string[]): string | undefined {
  const strategy = strategies.find(({ sets }) => sets.every((one) => known.includes(one)))
  if (strategy === undefined) return undefined
  const { name, sets } = strategy
  const own = (what: string): string => sets.map((one) => `${one}.${what}`).join(' and ')
  switch (key) {
    case 'image':
      return `each set of pods has its own: ${own('image')}`
    case 'replicas':
    case 'replicaCount':
      return `each set of pods has its own: ${own('replicas')}`
    case 'autoscaling':
      return `${name} and an autoscaler do not go together: set ${own('replicas')}, or take release out of platform.ts`
    default:
      return undefined
  }
}

const onePod =
  'there is one pod, since no two can write to its volumes: take storage out of platform.ts for more'

/** The same of a workload whose one pod keeps something. */
const ofOnePod: Readonly<Record<string, string>> = {
  replicas: onePod,
  replicaCount: onePod,
  autoscaling: onePod,
  hpa: onePod,
  strategy: 'a pod ends before the next one starts, which then mounts its volumes',
  updateStrategy: 'a pod ends before the next one starts, which then mounts its volumes',
  podDisruptionBudget: 'a pod that is alone may always go, and has no budget',
  pdb: 'a pod that is alone may always go, and has no budget',
}

const replicasAlone = 'the pods of a StatefulSet are as many as replicas says: no load changes that'

/** The same of the pods of a StatefulSet. */
const ofMembers: Readonly<Record<string, string>> = {
  autoscaling: replicasAlone,
  hpa: replicasAlone,
  strategy: 'the pods of a StatefulSet are replaced one after the other, the last one first',
  updateStrategy: 'the pods of a StatefulSet are replaced one after the other, the last one first',
}

/** What is said of pods that keep something, which no strategy replaces. */
function ofStoredPods(known: readonly string[]): Readonly<Record<string, string>> {
  if (known.includes('strategy')) return {}
  if (known.includes('replicas')) return ofMembers
  return known.includes('storage') ? ofOnePod : {}
}

/** What is said of a key that people know from other charts; undefined for any other key. */
export function familiarKeyHint(key: string, known: readonly string[]): string | undefined {
  const target = own(renamed, key)
  const ofSet = ofSets(key, known)
  if (ofSet !== undefined) return ofSet
  const ofKept = own(ofStoredPods(known), key)
  if (ofKept !== undefined) return ofKept
  return target !== undefined && known.includes(target)
    ? `it is called ${target} here`
    : own(elsewhere, key)
}
