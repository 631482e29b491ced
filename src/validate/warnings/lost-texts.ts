import type { Problem } from '../../errors/chart-error.ts'
import { formatPath } from '../../helm/yaml/yaml-path.ts'
import type { Comparison } from './warnings.ts'

/** Warns of texts for which Helm's `toYaml` gives nothing, and with them all that is beside them. */
export function lostTexts({ settings, locate }: Comparison): readonly Problem[] {
  return settings.flatMap(({ path, value }) => {
    const texts = [...path, value].filter((one) => typeof one === 'string')
    const [found] = texts.flatMap((text) => unwritable.exec(text)?.[0] ?? [])
    if (found === undefined) return []
    const code = found.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
    return {
      code: 'values-lost-text',
      path: formatPath(path),
      message: `it has the character U+${code}: where a template writes it by toYaml, Helm leaves out the whole map or list around it, without a word`,
      hint: 'leave the character out',
      severity: 'warning',
      ...locate(path),
    } as const
  })
}

/**
 * What YAML 1.2 does not print as it is, and Go's JSON does: `toYaml` makes YAML of JSON, and swallows its
 * error (Helm 3.22.0 and 4.3.1, pkg/engine/funcs.go; each of these characters tried).
 */
export const unwritable: RegExp = /[\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]/u
