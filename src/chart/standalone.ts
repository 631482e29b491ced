import { goLiteral } from '../template/print/go-literal.ts'
import { generatedBy } from './generated.ts'

/** Second line of the helpers of a subchart. */
export function whereOthersStand(umbrella: string): string {
  return `{{- /* Templates that begin with "${umbrella}." stand once for all charts, in templates/_*.tpl of ${umbrella}. */}}`
}

/**
 * A template of a subchart that says what is amiss where somebody installs it alone. Helm renders the
 * templates of a chart from the last name to the first, so that its own comes before most.
 */
export function standaloneCheck(name: string, umbrella: string): string {
  const advice = `${name} is a part of the chart ${umbrella} and uses its named templates: install ${umbrella}, and switch off there what you do not want`
  return `${generatedBy.template}
{{- if .Chart.IsRoot }}
{{- fail ${goLiteral(advice)} }}
{{- end }}
`
}
