/** Thrown for what stands in a template and cannot be judged without Helm. */
export class Unread extends Error {
  override readonly name = 'Unread'
  /** Where it stands in the text of the template, if that is known. */
  readonly offset: number | undefined

  constructor(what: string, offset?: number) {
    super(what)
    this.offset = offset
  }
}
