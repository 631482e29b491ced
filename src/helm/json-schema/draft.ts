/** The drafts of JSON Schema that Helm's validator knows. */
export type Draft = 4 | 6 | 7 | 2019 | 2020

/** The draft of a schema that names none. */
export const defaultDraft: Draft = 2020

/** The draft that a `$schema` names; undefined for any other. */
export function draftOf(url: string): Draft | undefined {
  return drafts.get(url.replace(/#$/, '').replace(/^https?:\/\//, ''))
}

const drafts: ReadonlyMap<string, Draft> = new Map<string, Draft>([
  ['json-schema.org/schema', 2020],
  ['json-schema.org/draft/2020-12/schema', 2020],
  ['json-schema.org/draft/2019-09/schema', 2019],
  ['json-schema.org/draft-07/schema', 7],
  ['json-schema.org/draft-06/schema', 6],
  ['json-schema.org/draft-04/schema', 4],
])

/** `draft-07`, `2020-12`: how people call a draft. */
export function draftName(draft: Draft): string {
  return { 4: 'draft-04', 6: 'draft-06', 7: 'draft-07', 2019: '2019-09', 2020: '2020-12' }[draft]
}
