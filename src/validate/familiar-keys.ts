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
    'it keeps nothing: mount a claim that exists, by volumes: { data: { persistentVolumeClaim: { claimName: … } } } and volumeMounts',
  nameOverride: named,
  fullnameOverride: named,
  port: ofModel,
  targetPort: ofModel,
  containerPort: ofModel,
  command: ofModel,
  args: ofModel,
}

/** The same of services that are released blue-green. */
const ofColours: Readonly<Record<string, string>> = {
  image: 'each colour has its own: blue.image and green.image',
  replicas: 'each colour has its own: blue.replicas and green.replicas',
  replicaCount: 'each colour has its own: blue.replicas and green.replicas',
  autoscaling:
    'blue-green and an autoscaler do not go together: set blue.replicas and green.replicas, or take release out of platform.ts',
}

/** What is said of a key that people know from other charts; undefined for any other key. */
export function familiarKeyHint(key: string, known: readonly string[]): string | undefined {
  const target = own(renamed, key)
  const ofColour = known.includes('active') ? own(ofColours, key) : undefined
  if (ofColour !== undefined) return ofColour
  return target !== undefined && known.includes(target)
    ? `it is called ${target} here`
    : own(elsewhere, key)
}
