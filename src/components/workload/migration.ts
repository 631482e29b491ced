import { hashedJob } from '../../kubernetes/workload/hashed-job.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { extraVolumes } from '../../kubernetes/workload/rolling-deployment.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { clientLabels, withoutAmbassadors } from '../../platform/connections.ts'
import type { Helper } from '../../template/node/node.ts'
import { and } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when as whenever } from '../../template/node/structure.ts'
import type { ServiceValues } from './values.ts'
import { serviceEnvironment } from './contract.ts'
import { hostAliases } from './host-aliases.ts'
import type { ServiceModel } from './model.ts'
import type { PodSet } from './release/pod-sets.ts'
import { migrationWaits, waitContainer } from './waits.ts'
import { endingContainer, podVolumes } from './pod-parts.ts'

const { value } = scope<ServiceValues>()

/** The model of its pod: what outlives the pods of the workload is theirs, and so are names, further containers, their volumes and ambassadors. */
function ofJob(model: ServiceModel): ServiceModel {
  const { statefulSet: _, ...one } = model
  const stored = model.storage.map(({ name }) => name)
  const mounts = model.mounts.filter(({ volume }) => !stored.includes(volume))
  const shared = model.shared.filter(({ name }) => mounts.some(({ volume }) => volume === name))
  return { ...one, containers: [], storage: [], mounts, shared }
}

/** The Job that migrates a service's database for a set of its pods, with the image, the environment and the volumes of the service. */
export function migration(
  model: ServiceModel,
  context: ComponentContext,
  names: Naming,
  set: PodSet,
): { readonly helper: Helper; readonly document: unknown } {
  const own = ofJob(model)
  const direct = withoutAmbassadors(context)
  const job = hashedJob({
    names: set.names,
    ...(set.track ? { variant: set.track.name } : {}),
    component: context.name,
    purpose: 'migrate',
    backoffLimit: value('migration.backoffLimit'),
    activeDeadlineSeconds: value('migration.activeDeadlineSeconds'),
    run: value('migration.run'),
    clientLabels: clientLabels(context),
    initContainers: migrationWaits(model, context).map(waitContainer),
    container: endingContainer(own, direct, names, {
      name: 'migrate',
      program: { command: model.migrate },
      variables: serviceEnvironment(own, direct),
      resources: value('migration.resources'),
      set,
    }),
    hostAliases,
    volumes: [...podVolumes(own, context, names), extraVolumes],
  })
  const isRun = value('migration.enabled')
  const condition = set.track ? and(isRun, set.track.replicas) : isRun
  return { helper: job.helper, document: whenever(condition, job.document) }
}
