import { afterAll, beforeAll, expect, it } from 'vitest'
import { mapBounded } from '../../src/verify/map-bounded.ts'
import { projectDirectory } from '../default-project.ts'
import { type LanguageServer, startLanguageServer } from './language-server.ts'
import { descriptionOf } from './sections.ts'
import { valuesFiles } from './values-files.ts'

let server: LanguageServer
beforeAll(async () => {
  server = await startLanguageServer(projectDirectory)
})
afterAll(async () => server.stop())

it.each(Object.entries(valuesFiles))(
  'hover tells of each key in %s what it is for',
  async (_, file) => {
    const { path, text, document, keys } = file
    const told = await mapBounded(keys, 8, async (key) => {
      const { line = 0, column = 0 } = document.positionOf(key, 'key') ?? {}
      return plain(await server.hover(path, text, { line: line - 1, character: column - 1 }))
    })
    const silent = keys.filter((key, index) => !told[index]?.includes(descriptionOf(key)))
    expect(keys.length).toBeGreaterThan(5)
    expect(silent).toEqual([])
  },
)

/** Markdown without its escapes. */
function plain(markdown: string): string {
  return markdown.replaceAll('\\', '')
}
