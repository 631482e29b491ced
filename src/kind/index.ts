// What authors of component kinds need beside the words of the template core: `import … from 'chartwright/kind'`.

// A kind, and what it is made of
export type { Problem } from '../errors/chart-error.ts'
export { didYouMean } from '../errors/suggestion.ts'
export { formatPath } from '../helm/yaml/yaml-path.ts'
export type {
  Account,
  Client,
  Component,
  ComponentContext,
  ComponentTemplates,
  Connection,
  ConnectionPoint,
  ClientAccess,
  SecretContract,
  SecretKey,
  Use,
  WaitContainer,
} from '../platform/component.ts'
export { localPlace } from '../platform/ambassador.ts'
export {
  connectionEnvironment,
  type NamedVariable,
  type PartSource,
  type Variables,
} from '../platform/connection-parts.ts'
export {
  caVariables,
  clientEnvironment,
  clientLabels,
  edgeEnvironment,
  pointOf,
  waitsFor,
} from '../platform/connections.ts'
export { portsElsewhere } from '../platform/elsewhere.ts'
export { bytesOf, entryFaults } from '../platform/entry-faults.ts'
export {
  configMapLimit,
  type ProjectEntry,
  type ProjectFile,
  type ProjectFiles,
} from '../platform/project-files.ts'
export {
  defineKind,
  type Kind,
  type MakeClient,
  type MakeComponent,
} from '../platform/define-kind.ts'
export type { Fixed, KindConnection, KindDefinition } from '../platform/kind-definition.ts'
export {
  type ClientOptions,
  type CommonModel,
  type DescribedOptions,
  type KindOptions,
  type Model,
  type NoOptions,
  optionsOf,
} from '../platform/kind-options.ts'
export { absolutePath, type OptionsSchema, texts } from '../platform/options-schema.ts'
export type { Edge, EdgeOptions, EdgeTo, ViaOptions } from '../platform/edge.ts'
export type { Schema } from '../schema/schema.ts'
export { type SchemaFault, schemaFaults } from '../schema/authoring/schema-faults.ts'
export { type ValuesSchema, valuesOf } from '../schema/values-schema.ts'

// Names, pods and what they mount
export { allowFromPolicy } from '../kubernetes/network/allow-from.ts'
export { certificate } from '../kubernetes/identity/certificate.ts'
export { configMap } from '../kubernetes/config-map.ts'
export { configMapKey, distinct } from '../kubernetes/distinct-names.ts'
export {
  type Credential,
  credentials,
  type SecretName,
  secretName,
} from '../kubernetes/identity/credentials.ts'
export {
  furtherServiceProblems,
  furtherServicesOption,
  furtherServiceStructure,
  type FurtherService,
  type FurtherServices,
  type NamedService,
  namedServices,
  type OfferedPorts,
} from '../kubernetes/network/further-service-model.ts'
export {
  furtherServicePolicies,
  furtherServices,
  nodePortChecks,
  nodePortsOf,
} from '../kubernetes/network/further-services.ts'
export {
  containerPorts,
  type OfferedPort,
  type Protocol,
  tcpPort,
  tcpPorts,
} from '../kubernetes/network/offered-port.ts'
export { cronJob, type CronJobOptions } from '../kubernetes/workload/cron-job.ts'
export {
  hashedJob,
  type HashedJobOptions,
  type JobPodOptions,
  jobLabels,
  jobLimits,
  jobPod,
} from '../kubernetes/workload/hashed-job.ts'
export { extraInitContainers, sidecars } from '../kubernetes/pod/extra-containers.ts'
export {
  autoscalingCheck,
  horizontalPodAutoscaler,
} from '../kubernetes/workload/horizontal-pod-autoscaler.ts'
export {
  type Access,
  accessFeatures,
  accessOf,
  type AccessOptions,
  accessOptions,
  hasRules,
  type ObjectRule,
  type PathRule,
} from '../kubernetes/identity/access-model.ts'
export { accessFiles, apiServerPolicy } from '../kubernetes/identity/access.ts'
export { imageReference } from '../kubernetes/pod/image.ts'
export { memberDisruptionBudget } from '../kubernetes/workload/member-disruption-budget.ts'
export { mountCheck, podVolumes } from '../kubernetes/pod/mount-check.ts'
export { namespaceOf } from '../kubernetes/namespace.ts'
export { hostOf, type Naming, nameOf, naming } from '../kubernetes/naming.ts'
export { clientLabel, clientPods, peer, policy, tcp } from '../kubernetes/network/network-policy.ts'
export {
  isMeasured,
  type Measured,
  type MetricsPort,
} from '../kubernetes/monitoring/metrics-port.ts'
export { monitoringFiles } from '../kubernetes/monitoring/monitoring-files.ts'
export { podDisruptionBudget } from '../kubernetes/workload/pod-disruption-budget.ts'
export { podTemplate, type PodOptions } from '../kubernetes/pod/pod.ts'
export { pauseBeforeStop } from '../kubernetes/pod/pre-stop.ts'
export { probe, type ProbeAction } from '../kubernetes/pod/probe.ts'
export { type NamedQuantity, notAbove, resourceCheck } from '../kubernetes/pod/resource-checks.ts'
export { resources } from '../kubernetes/pod/resources.ts'
export { rollingCheck } from '../kubernetes/workload/rolling-checks.ts'
export {
  extraVolumeMounts,
  extraVolumes,
  rollingDeployment,
} from '../kubernetes/workload/rolling-deployment.ts'
export { singleDeployment } from '../kubernetes/workload/single-deployment.ts'
export type { Priority } from '../kubernetes/pod/scheduling.ts'
export { containerSecurityContext, podSecurityContext } from '../kubernetes/pod/security.ts'
export { serviceAccount } from '../kubernetes/identity/service-account.ts'
export {
  clientService,
  membersService,
  headlessName,
  headlessService,
  memberHost,
  podHost,
  servicePort,
} from '../kubernetes/network/services.ts'
export {
  type ClaimTemplate,
  statefulSet,
  type StatefulSetOptions,
} from '../kubernetes/workload/stateful-set.ts'
export { dataVolume, type StoredData, volumeClaim } from '../kubernetes/workload/volume-claim.ts'
export {
  workloadContainer,
  type WorkloadContainerOptions,
} from '../kubernetes/pod/workload-container.ts'
export type { WorkloadValues } from '../kubernetes/workload/workload-values.ts'

// Programs of a project's own: what services, workers and jobs share
export * from '../components/workload/index.ts'

// Stores: accounts for clients, a server elsewhere, TLS
export * from '../components/store/index.ts'

// The types of shared shapes, and of the Kubernetes objects that templates are made of
export type { DeepPartial } from '../schema/deep-partial.ts'
export type { VolumeSource } from '../schema/kubernetes-types.ts'
export type * from '../values/types/definitions.ts'
export type { GlobalValues } from '../values/types/global.ts'
export type { IDeployment as Deployment } from 'kubernetes-models/apps/v1/Deployment'
export type { IStatefulSet as StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
export type { IConfigMap as ConfigMap } from 'kubernetes-models/v1/ConfigMap'
export type { IContainer as Container } from 'kubernetes-models/v1/Container'
export type { IEnvVar as EnvVar } from 'kubernetes-models/v1/EnvVar'
export type { IService as Service } from 'kubernetes-models/v1/Service'
export type { IVolume as Volume } from 'kubernetes-models/v1/Volume'
export type { IVolumeMount as VolumeMount } from 'kubernetes-models/v1/VolumeMount'
