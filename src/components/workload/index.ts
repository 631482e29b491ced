// What services, workers and jobs are made of, for kinds whose components run a project's own programs.
export { egressPolicies } from './egress-policies.ts'
export { checkRunning, checkWorkload } from './check.ts'
export { callGives, type HttpPart, serviceConnection } from './connection.ts'
export {
  serviceRole,
  workloadEnvironment,
  workloadKeys,
  workloadNames,
  workloadSecrets,
} from './contract.ts'
export { type Ambassador, type AmbassadorContainer } from './containers/ambassadors.ts'
export {
  type AmbassadorDefinition,
  type AmbassadorOptions,
  type AmbassadorPlace,
  defineAmbassador,
  type MakeAmbassador,
} from './containers/define-ambassador.ts'
export { podInitContainers } from './containers/container.ts'
export { containerUses } from './containers/model.ts'
export { addressElsewhere, isElsewhere, isHere, isSecure } from './elsewhere.ts'
export { optionPath } from './containers/option-path.ts'
export { containerFeatures } from './containers/values.ts'
export { filesRead, filesVolumeNames } from './files.ts'
export {
  reachedPorts,
  servicesOf,
  servicesProblems,
  servicesStructure,
} from './further-services.ts'
export { hostAliases } from './host-aliases.ts'
export {
  type FileSource,
  type InMemory,
  type Port,
  type PortOptions,
  type ProbeOption,
  type ProbeOptions,
  program,
  type RunningOptions,
  type ServiceModel,
  setValues,
  workloadModel,
  type WorkloadModel,
  type WorkloadOptions,
  type WritableDirectory,
} from './model.ts'
export { portOption } from './option-shapes.ts'
export { probes, runningOptions, workloadOptions } from './options.ts'
export { ownObjects } from './own-objects.ts'
export { endingContainer, podChecksums, podVolumes } from './pod-parts.ts'
export {
  numbersOf,
  podPorts,
  portlessProblems,
  portProblems,
  portsOf,
  servicePorts,
} from './ports.ts'
export { metricsPorts } from './metrics.ts'
export { healthOf } from './probes.ts'
export { type ReleaseOption, releaseOf, releaseOption } from './release/release.ts'
export { runningFeatures, runningKind, runningModel, runningValues } from './running.ts'
export { startWaits, waitContainer, waitValues } from './waits.ts'
export { caVolumeNames, ownVolumeNames } from './volumes.ts'
export type { ServiceValues } from './values.ts'
