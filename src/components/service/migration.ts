import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec'
import { hashedJob, jobLabels } from '../../kubernetes/hashed-job.ts'
import type { ImageNaming } from '../../kubernetes/image.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { podBase } from '../../kubernetes/pod.ts'
import { resources } from '../../kubernetes/resources.ts'
import { containerSecurityContext } from '../../kubernetes/security.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { clientLabels } from '../../platform/connections.ts'
import type { Helper } from '../../template/node.ts'
import { scope } from '../../template/scope.ts'
import { mapping } from '../../template/structure.ts'
import type { Templated } from '../../template/templated.ts'
import type { ServiceValues } from '../../values/types/service.ts'
import { serviceEnvironment, volumeName } from './contract.ts'
import { environmentSources } from './deployment.ts'
import type { ServiceModel } from './service.ts'
import { migrationWaits, waitContainer } from './waits.ts'

const { value, when, each } = scope<ServiceValues>()

/** The Job that migrates a service's database, with the image and the environment of the service. */
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
    template: pod(model, context, names, images),
  })
  return { helper: job.helper, document: when('migration.enabled', job.document) }
}

function pod(
  model: ServiceModel,
  context: ComponentContext,
  names: Naming,
  images: ImageNaming,
): Templated<IPodTemplateSpec> {
  return {
    metadata: { labels: mapping(jobLabels(context.name, 'migrate'), clientLabels(context)) },
    spec: {
      ...podBase(names),
      restartPolicy: 'OnFailure',
      nodeSelector: value('nodeSelector'),
      tolerations: value('tolerations'),
      initContainers: migrationWaits(model, context).map((wait) => waitContainer(wait, images)),
      containers: [
        {
          name: 'migrate',
          image: images.image(value('image')),
          imagePullPolicy: value('image.pullPolicy'),
          command: model.migrate,
          env: [
            ...serviceEnvironment(model, context),
            each('env', (variable, name) => ({ name, value: variable })),
          ],
          envFrom: environmentSources(names),
          resources: resources(value('migration.resources')),
          securityContext: containerSecurityContext,
          volumeMounts: model.writable.map((directory) => ({
            name: volumeName(directory),
            mountPath: directory,
          })),
        },
      ],
      volumes: model.writable.map((directory) => ({ name: volumeName(directory), emptyDir: {} })),
    },
  }
}
