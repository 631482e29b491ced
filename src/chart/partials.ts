import { printHelper } from '../template/print/print.ts'
import type { Helper } from '../template/node/node.ts'
import type { TypeSchema } from '../template/node/value-type.ts'
import { walk } from '../template/view/walk.ts'
import { generatedBy } from './generated.ts'
import type { PlatformPlan } from './plan-platform.ts'

/**
 * The named templates that charts share, in partials of the umbrella: file name → text. Helm knows a
 * template of any chart of a release in all of them, by a name that begins with the umbrella's.
 */
export function sharedPartials(plan: PlatformPlan): ReadonlyMap<string, string> {
  const partials = new Map<string, string[]>()
  for (const { helper, text } of printed(plan)) {
    const file = `_${helper.partial}.tpl`
    const texts = partials.get(file) ?? [`${generatedBy.template}\n`]
    partials.set(file, [...texts, text])
  }
  return new Map(
    [...partials].map(([file, [head = '', ...texts]]) => [file, head + texts.join('\n')]),
  )
}

interface Printed {
  readonly helper: Helper
  readonly text: string
}

/** Each shared template once, by name. Throws where it would differ from chart to chart. */
function printed({ identity, charts, umbrella, types }: PlatformPlan): readonly Printed[] {
  const outlines = new Set(charts.map(({ outline }) => outline))
  const all = [{ templates: umbrella.templates, schema: types }, ...outlines]
  const known = new Map<string, Printed>()
  for (const { templates, schema } of all) {
    for (const helper of sharedIn(templates)) {
      const text = printHelper(helper, schema as TypeSchema, identity.name)
      const { text: other = text } = known.get(helper.name) ?? {}
      if (other !== text)
        throw new Error(`the named template ${helper.name} differs between charts`)
      known.set(helper.name, { helper, text })
    }
  }
  return [...known.values()].toSorted((a, b) => (a.helper.name < b.helper.name ? -1 : 1))
}

function sharedIn(templates: unknown): ReadonlySet<Helper> {
  const helpers = walk(templates).flatMap((node) =>
    node['~kind'] === 'include' && node.helper.partial !== undefined ? [node.helper] : [],
  )
  return new Set(helpers)
}
