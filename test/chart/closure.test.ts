import { describe, expect, test } from 'vitest'
import { redis, service } from 'chartwright'
import { closureProblems } from '../../src/chart/closure-problems.ts'
import { unknownPaths, unreadKeys } from '../../src/chart/closure.ts'
import { generate } from '../../src/chart/generate.ts'
import { modelProblems } from '../../src/chart/model-problems.ts'
import { planPlatform } from '../../src/chart/plan-platform.ts'
import { ChartError, type Problem } from '../../src/errors/chart-error.ts'
import type { Component } from '../../src/platform/component.ts'
import { definePlatform } from '../../src/platform/define-platform.ts'
import { resolvePlatform } from '../../src/platform/resolve.ts'
import { at } from '../../src/template/node/expression.ts'
import { references } from '../../src/template/view/references.ts'
import { scope } from '../../src/template/node/scope.ts'
import { optional, when } from '../../src/template/node/structure.ts'
import type { TypeSchema } from '../../src/template/node/value-type.ts'
import { identity, plan } from '../default-project.ts'
import platform from '../../platform.ts'

interface Values {
  readonly enabled: boolean
  readonly image: { readonly tag: string; readonly digest: string }
  readonly labels: Readonly<Record<string, string>>
  readonly volumes: Readonly<Record<string, { readonly size: string; readonly path: string }>>
}

const { value, each } = scope<Values>()

const text = { type: 'string' } as const
const schema: TypeSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    enabled: { type: 'boolean' },
    image: {
      type: 'object',
      additionalProperties: false,
      properties: { tag: text, digest: text },
    },
    labels: { type: 'object', additionalProperties: text },
    volumes: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: { size: text, path: text },
      },
    },
  },
}

const everyKey = [
  'enabled',
  'image.tag',
  'image.digest',
  'labels.*',
  'volumes.*.size',
  'volumes.*.path',
]

describe('the keys that no template reads', () => {
  test.each<[name: string, template: unknown, read: readonly string[]]>([
    ['nothing', {}, []],
    ['a field', { a: value('image.tag') }, ['image.tag']],
    ['a map, with all below it', { a: value('image') }, ['image.tag', 'image.digest']],
    ['a condition on a field', { a: when(value('enabled'), 'x') }, ['enabled']],
    ['a condition on a map, which does not read it', { a: when(value('image'), 'x') }, []],
    ['a condition on a free-form map', { a: when(value('labels'), 'x') }, []],
    ['a free-form map', { a: optional(value('labels')) }, ['labels.*']],
    ['a loop over nothing but names', [each('volumes', (_, name) => name)], []],
    ['a loop over fields', [each('volumes', (item) => at(item, 'size'))], ['volumes.*.size']],
    [
      'a loop over whole entries',
      [each('volumes', (item) => item as never)],
      ['volumes.*.size', 'volumes.*.path'],
    ],
  ])('%s', (_, template, read) => {
    const unread = everyKey.filter((key) => !read.includes(key))
    expect(unreadKeys(schema, references(template))).toEqual(unread)
  })
})

test('the paths that the schema does not have', () => {
  const strangers = scope<Readonly<Record<string, never>>>()
  const read = references([
    value('image.tag'),
    value('labels.anything'),
    strangers.value('image.tagg'),
    strangers.value('replicas'),
    strangers.value('image.tag.major'),
  ])
  expect(unknownPaths(schema, read)).toEqual(['image.tag.major', 'image.tagg', 'replicas'])
})

test('the default project has no key that nothing reads, and reads none that it lacks', () => {
  expect(closureProblems(plan)).toEqual([])
})

test('a store without clients is one problem, not one for each value that only clients need', () => {
  const stores = definePlatform({
    components: { web: service({ image: 'shop/web', port: 8080 }), redis: redis() },
  })
  const path = 'components.redis'
  const all = closureProblems(planPlatform(resolvePlatform(identity.name, stores), identity))
  expect(all).toMatchObject([{ code: 'no-clients', path }])
})

test("problems of the umbrella's own values are at values, those of a component at components", () => {
  const components = { web: service({ image: 'shop/web', port: 8080, values: { replicas: -1 } }) }
  const values = { global: { place: { planet: 'x' } } } as object
  const wrong = definePlatform({ components, values })
  const all = modelProblems(planPlatform(resolvePlatform(identity.name, wrong), identity))
  expect(all.map(({ path }) => path).toSorted()).toEqual([
    'components.web.replicas',
    'values.global.place.planet',
  ])
})

describe('generating a chart', () => {
  const { cart } = platform.components

  /** What is said of a cart whose templates are changed. */
  function problemsWith(templates: Component['templates']): readonly Problem[] {
    try {
      generate(
        definePlatform({ components: { ...platform.components, cart: { ...cart, templates } } }),
        identity,
      )
      return []
    } catch (error) {
      if (error instanceof ChartError) return error.problems
      throw error
    }
  }

  test('refuses a key that no template reads', () => {
    const problems = problemsWith((context) => {
      const { helpers, files } = cart.templates(context)
      const { 'hpa.yaml': _, ...others } = files
      return { helpers, files: others }
    })
    expect(problems).toContainEqual({
      code: 'unread-value',
      path: 'cart.autoscaling.behavior.scaleUp.percent',
      message: 'no template reads this value of the schema',
      hint: 'read it in a template, or take it out of the schema',
    })
  })

  test('refuses a reference that the schema lacks', () => {
    const { value: stranger } = scope<Readonly<Record<string, never>>>()
    const problems = problemsWith((context) => {
      const { helpers, files } = cart.templates(context)
      return {
        helpers,
        files: { ...files, 'more.yaml': [{ kind: 'More', data: stranger('replica') }] },
      }
    })
    expect(problems).toEqual([
      {
        code: 'unknown-value',
        path: 'cart.replica',
        message: 'a template reads this value, which the schema does not have',
        hint: 'did you mean cart.replicas?',
      },
    ])
  })
})
