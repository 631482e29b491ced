import { accessFeatures } from '../../kubernetes/identity/access-model.ts'
import type { Edge } from '../../platform/edge.ts'
import type { KindDefinition } from '../../platform/kind-definition.ts'
import { containerUses } from './containers/model.ts'
import { containerFeatures } from './containers/values.ts'
import { modeOf } from './elsewhere.ts'
import { filesRead } from './files.ts'
import { metricsPorts } from './metrics.ts'
import { podPorts } from './ports.ts'
import type { ServiceValues } from './values.ts'
import { type ValuesSchema, valuesOf } from '../../schema/values-schema.ts'
import { serviceKeys, workloadSecrets } from './contract.ts'
import {
  type ProbeOption,
  type RunningOptions,
  type ServiceModel,
  setValues,
  type WorkloadModel,
  workloadModel,
  type WorkloadOptions,
} from './model.ts'
import { defaultProbes, probesOf } from './probes.ts'
import { formFeatures } from './release/form.ts'
import { trackValues } from './release/pod-sets.ts'
import { storageValues } from './storage/claims.ts'
import { storedVolumes } from './storage/storage.ts'
import { serviceTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }
import { waitsOf, waitValues } from './waits.ts'

/** What a person says of a workload that runs all the time. */
type Running = WorkloadOptions &
  RunningOptions &
  Pick<WorkloadModel, 'priority'> & {
    readonly uses: readonly Edge[]
    readonly probes?: Readonly<Partial<Record<keyof ServiceModel['probes'], ProbeOption>>>
  }

/** The model of a workload that runs all the time, which listens on these ports. */
export function runningModel(
  said: Running,
  ports: ServiceModel['ports'],
  services: ServiceModel['services'] = {},
): ServiceModel {
  const probes = { ...defaultProbes(ports), ...said.probes }
  return {
    ...workloadModel(said),
    ports,
    services,
    storage: storedVolumes(said),
    ...(said.statefulSet ? { statefulSet: said.statefulSet } : {}),
    migrate: said.migrate ?? [],
    ...(said.metrics ? { metrics: said.metrics } : {}),
    probes: { startup: probes.liveness, ...probes },
  }
}

/** The values of a service, or those of them that a kind without a Service has. */
export function runningValues<
  Values extends Omit<ServiceValues, 'service'>,
>(): ValuesSchema<Values> {
  return valuesOf<Values>(schema, { isChecked: true })
}

/** What services and workers have in common as kinds. */
export const runningKind: Pick<
  KindDefinition<string, ServiceValues, object, string, ServiceModel>,
  'keys' | 'metrics' | 'reads' | 'secrets' | 'set' | 'shape' | 'templates' | 'uses'
> = {
  set: (context, model) => {
    const values = {
      ...setValues(model, waitValues(waitsOf(model, context))),
      ...storageValues(model),
    }
    return model.release ? trackValues(model.release, values) : values
  },
  keys: (context, model) => serviceKeys(model, context),
  secrets: (context, model) =>
    workloadSecrets(model, context, ['podAnnotations.rotated']).map((contract) => ({
      ...contract,
      ...(model.isExternal ? { neededWith: { [modeOf(context.name)]: 'embedded' } } : {}),
    })),
  metrics: (model) => metricsPorts(model),
  reads: filesRead,
  uses: containerUses,
  shape: ({ uses, files }, model) => {
    if (model.isExternal) return undefined // its values have its own name
    const { image: _, uid: _user, gid: _group, ...structure } = model // which are values
    return [structure, uses, [...files]]
  },
  templates: (context, model) => serviceTemplates(model, context),
}

/** Structural features of a workload that runs all the time. */
export function runningFeatures(model: ServiceModel): readonly string[] {
  const probes = Object.keys(probesOf(model)).map((name) => `${name}Probe`)
  return [
    ...formFeatures(model),
    ...(podPorts(model).length > 0 ? ['ports'] : []),
    ...probes,
    ...(model.migrate.length > 0 ? ['migration'] : []),
    ...accessFeatures(model.access),
    ...containerFeatures(model),
  ]
}
