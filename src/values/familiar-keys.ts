/** What a key of other charts is here: a key beside it, or a sentence where there is none. */
interface Familiar {
  /** The first that is known in the place. */
  readonly here?: readonly string[]
  readonly otherwise?: string
}

const named =
  'names are made of the release and the component: choose the name of the release instead'
const ofModel = 'it is no value: say it in platform.ts'
const ofGateway = 'a gateway has it: set exposure there'
const ofImages = 'one for all pods is set under global: global.imagePullSecrets'
const ofLabels = 'labels of every object are set under global: global.labels'

/** Keys that charts made by `helm create`, and well-known libraries of charts, have. */
const familiar: ReadonlyMap<string, Familiar> = new Map<string, Familiar>([
  ['replicaCount', { here: ['replicas'], otherwise: 'each component has its own replicas' }],
  ['hpa', { here: ['autoscaling'] }],
  ['pdb', { here: ['podDisruptionBudget'] }],
  ['extraEnv', { here: ['env'] }],
  ['extraEnvVars', { here: ['env'] }],
  ['environment', { here: ['env'] }],
  ['extraEnvFrom', { here: ['envFrom'] }],
  ['extraVolumes', { here: ['volumes'] }],
  ['extraVolumeMounts', { here: ['volumeMounts'] }],
  ['extraContainers', { here: ['sidecars'] }],
  ['extraInitContainers', { here: ['initContainers'] }],
  ['extraDeploy', { here: ['extraObjects'] }],
  ['extraManifests', { here: ['extraObjects'] }],
  ['topologySpreadConstraints', { here: ['topologySpread'] }],
  ['priorityClass', { here: ['priorityClassName'] }],
  ['updateStrategy', { here: ['strategy'] }],
  ['podSecurityContext', { here: ['securityContext'] }],
  ['containerSecurityContext', { here: ['securityContext'] }],
  ['annotations', { here: ['podAnnotations'] }],
  ['labels', { here: ['podLabels'] }],
  ['commonLabels', { otherwise: ofLabels }],
  ['imagePullSecrets', { otherwise: ofImages }],
  ['pullSecrets', { otherwise: ofImages }],
  ['imageRegistry', { otherwise: 'one for all images is set under global: global.imageRegistry' }],
  ['ingress', { here: ['exposure'], otherwise: ofGateway }],
  ['httpRoute', { here: ['exposure'], otherwise: ofGateway }],
  ['nameOverride', { otherwise: named }],
  ['fullnameOverride', { otherwise: named }],
  ['port', { otherwise: ofModel }],
  ['targetPort', { otherwise: ofModel }],
  ['containerPort', { otherwise: ofModel }],
  ['command', { otherwise: ofModel }],
  ['args', { otherwise: ofModel }],
])

/** What is said of a key that people know from other charts; undefined for any other key. */
export function familiarKeyHint(key: string, known: readonly string[]): string | undefined {
  const { here = [], otherwise } = familiar.get(key) ?? {}
  const target = here.find((one) => known.includes(one))
  return target === undefined ? otherwise : `it is called ${target} here`
}
