import { at, chart, choose, defaultTo, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { include, parametricHelper, shared } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { ServiceValues } from '../../components/workload/values.ts'

type ImageValues = ServiceValues['image']

const { value } = scope<Pick<ServiceValues, 'global'>>()

const reference = parametricHelper<{ image: ImageValues }>(
  shared('images', 'image'),
  'Reference of an image; a digest wins over a tag, and no tag means the version of the app.',
  ['image'],
  ({ image }) => {
    const registry = defaultTo(value('global.imageRegistry'), at(image, 'registry'))
    const tag = defaultTo(at(image, 'tag'), chart.appVersion)
    const version = choose(at(image, 'digest'), text`@${at(image, 'digest')}`, text`:${tag}`)
    return text`${choose(registry, text`${registry}/`, '')}${at(image, 'repository')}${version}`
  },
)

/** `registry/repository:tag`, or `@digest` where one is given; `global.imageRegistry` wins. */
export function imageReference(of: Expr<ImageValues>): Expr<string> {
  return include(reference, { image: of })
}
