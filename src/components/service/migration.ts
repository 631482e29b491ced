import type { IContainer } from 'kubernetes-models/v1/Container'
import { hashedJob } from '../../kubernetes/hashed-job.ts'
import type { ImageNaming } from '../../kubernetes/image.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { extraVolumeMounts, extraVolumes } from '../../kubernetes/rolling-deployment.ts'
import { resources } from '../../kubernetes/resources.ts'
import { caMount, caVolume, tlsStores } from '../../kubernetes/store-tls.ts'
import { containerSecurityContext } from '../../kubernetes/security.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { clientLabels } from '../../platform/connections.ts'
import type { Helper } from '../../template/node.ts'
import { scope } from '../../template/scope.ts'
import type { Templated } from '../../template/templated.ts'
import type { ServiceValues } from '../../values/types/service.ts'
import { serviceEnvironment } from './contract.ts'
import { environment, environmentSources } from './environment.ts'
import { filesMounts, filesVolumes } from './files.ts'
import { hostAliases } from './host-aliases.ts'
import type { ServiceModel } from './model.ts'
import { migrationWaits, waitContainer } from './waits.ts'
import { writableMounts, writableVolumes } from './writable.ts'

const { value, when } = scope<ServiceValues>()

/** The Job that migrates a service's database, with the image, the environment and the volumes of the service. */
export function migration(
  model: ServiceModel,
  context: ComponentContext,
  names: Naming,
  images: ImageNaming,
): { readonly helper: Helper; readonly document: unknown } {
  const job = hashedJob({
    names,
    component: context.name,
    purpose: 'migrate',
    backoffLimit: value('migration.backoffLimit'),
    activeDeadlineSeconds: value('migration.activeDeadlineSeconds'),
    run: value('migration.run'),
    clientLabels: clientLabels(context),
    initContainers: migrationWaits(model, context).map((wait) => waitContainer(wait, images)),
    container: container(model, context, names, images),
    hostAliases,
    volumes: [
      ...writableVolumes(model),
      ...filesVolumes(model, context, names),
      ...tlsStores(context).map(caVolume),
      extraVolumes,
    ],
  })
  return { helper: job.helper, document: when('migration.enabled', job.document) }
}

function container(
  model: ServiceModel,
  context: ComponentContext,
  names: Naming,
  images: ImageNaming,
): Templated<IContainer> {
  return {
    name: 'migrate',
    image: images.image(value('image')),
    imagePullPolicy: value('image.pullPolicy'),
    command: model.migrate,
    env: environment(serviceEnvironment(model, context), context),
    envFrom: environmentSources(names),
    resources: resources(value('migration.resources')),
    securityContext: containerSecurityContext,
    volumeMounts: [
      ...writableMounts(model),
      ...filesMounts(model, context),
      ...tlsStores(context).map(caMount),
      extraVolumeMounts,
    ],
  }
}
