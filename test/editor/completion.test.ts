import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver-protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mapBounded } from '../../src/verify/map-bounded.ts'
import { projectDirectory } from '../default-project.ts'
import { type LanguageServer, startLanguageServer } from './language-server.ts'
import { accepted, atCursor } from './marked-text.ts'
import { sections } from './sections.ts'
import { modeline, profile } from './values-files.ts'

let server: LanguageServer
beforeAll(async () => {
  server = await startLanguageServer(projectDirectory)
})
afterAll(async () => server.stop())

/** A values file with the cursor at a new key of a section. */
function atNewKey(path: readonly string[]): string {
  const lines = path.map((key, depth) => `${'  '.repeat(depth)}${key}:\n`)
  return `${modeline}${lines.join('')}${'  '.repeat(path.length)}▮`
}

/** What is offered as a new key of a section. */
async function offered(path: readonly string[]): Promise<readonly CompletionItem[]> {
  const { text, position } = atCursor(atNewKey(path))
  return server.complete(profile, text, position)
}

describe('completion', () => {
  it(`offers the keys of every section (${sections.length}) with their documentation`, async () => {
    const found = await mapBounded(sections, 8, async ({ path }) => offered(path))
    const shown = found.map((items) =>
      items.filter(isKey).map(({ label, documentation }) => [label, documentation]),
    )
    expect(shown).toEqual(sections.map(({ descriptions }) => Object.entries(descriptions)))
  })

  it('inserts a key with its default, and a map with the cursor inside', async () => {
    const [scaling, orders] = await Promise.all([
      offered(['orders', 'autoscaling']),
      offered(['orders']),
    ])
    const inserted = [...scaling, ...orders].map(({ insertText }) => insertText)
    expect(inserted).toContain('maxReplicas: ${1:10}')
    expect(inserted).toContain('nodeSelector:\n  ')
  })

  it('offers the values of an enumeration, the default marked', async () => {
    const { text, position } = atCursor(`${modeline}orders:\n  image:\n    pullPolicy: ▮\n`)
    const items = await server.complete(profile, text, position)
    expect(items.map(({ label, detail }) => [label, detail])).toEqual([
      ['Always', undefined],
      ['IfNotPresent', 'Default value'],
      ['Never', undefined],
    ])
  })

  it('inserts nothing that is then underlined, wherever it inserts a value', async () => {
    const texts = await mapBounded(sections, 8, async ({ path }) => {
      const items = await offered(path)
      const complete = items.map(({ insertText = '' }) => accepted(insertText)).filter(hasValues)
      return complete.map((text) => atNewKey(path).replace('▮', indented(text, path.length)))
    })
    expect(texts.flat().length).toBeGreaterThan(500)
    const found = await mapBounded(texts.flat(), 100, async (text) => ({
      text,
      messages: (await server.diagnose(profile, text)).map(({ message }) => message),
    }))
    expect(found.filter(({ messages }) => messages.length > 0)).toEqual([])
  })
})

/** Where keys are required, all of them are offered together, too. */
const isKey = ({ kind }: CompletionItem): boolean => kind === CompletionItemKind.Property

/** Whether a person need not type more. */
function hasValues(inserted: string): boolean {
  return !/[:-]$/.test(inserted.trimEnd())
}

/** What an editor does to the lines of a snippet after the first. */
function indented(text: string, depth: number): string {
  return text.trimEnd().replaceAll('\n', `\n${'  '.repeat(depth)}`)
}
