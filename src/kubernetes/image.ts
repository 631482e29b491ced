import { at, chart, choose, defaultTo, text } from '../template/node/expression.ts'
import { scope } from '../template/node/scope.ts'
import type { Helper } from '../template/node/node.ts'
import { include, parametricHelper } from '../template/node/structure.ts'
import type { Expr } from '../template/node/templated.ts'
import type { ServiceValues } from '../values/types/service.ts'

type ImageValues = ServiceValues['image']

const { value } = scope<Pick<ServiceValues, 'global'>>()

/** How a chart spells its images: the named template, and what it gives for one image. */
export interface ImageNaming {
  readonly helper: Helper
  readonly image: (of: Expr<ImageValues>) => Expr<string>
}

/** `registry/repository:tag`, or `@digest` where one is given; `global.imageRegistry` wins. */
export function imageNaming(component: string): ImageNaming {
  const helper = parametricHelper<{ image: ImageValues }>(
    `${component}.image`,
    'Reference of an image; a digest wins over a tag, and no tag means the version of the app.',
    ['image'],
    ({ image }) => {
      const registry = defaultTo(value('global.imageRegistry'), at(image, 'registry'))
      const tag = defaultTo(at(image, 'tag'), chart.appVersion)
      const version = choose(at(image, 'digest'), text`@${at(image, 'digest')}`, text`:${tag}`)
      return text`${choose(registry, text`${registry}/`, '')}${at(image, 'repository')}${version}`
    },
  )
  return { helper, image: (of) => include(helper, { image: of }) }
}
