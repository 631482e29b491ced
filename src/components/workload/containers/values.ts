import type { DeepPartial } from '../../../schema/deep-partial.ts'
import type { ServiceValues } from '../values.ts'
import { imageValues } from '../image-values.ts'
import { probesOf } from '../probes.ts'
import type { ContainerModel, PodModel } from './model.ts'

/** What the model sets of the values of its further containers: images, amounts and settings. */
export function containerValues({
  containers,
}: PodModel): DeepPartial<Pick<ServiceValues, 'containers'>> {
  const set = containers.flatMap(({ name, image, resources, settings }) => {
    const own = {
      ...(image === undefined ? {} : { image: imageValues(image) }),
      ...(Object.keys(settings).length > 0 ? { settings } : {}),
      ...(Object.keys(resources).length > 0 ? { resources } : {}),
    }
    return Object.keys(own).length > 0 ? [[name, own] as const] : []
  })
  return set.length > 0 ? { containers: Object.fromEntries(set) } : {}
}

/** The features of further containers, as `x-when` names them: an image of its own, and each probe. */
export function containerFeatures({ containers }: PodModel): readonly string[] {
  return containers.flatMap((one) =>
    [
      ...(one.image === undefined ? [] : ['image']),
      ...Object.keys(probesOf(one)).map((name) => `${name}Probe`),
    ].map((feature) => featureOf(one, feature)),
  )
}

function featureOf({ name }: ContainerModel, feature: string): string {
  return `containers.${name}.${feature}`
}
