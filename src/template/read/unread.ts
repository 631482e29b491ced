/** Thrown for what stands in a template and cannot be judged without Helm. */
export class Unread extends Error {
  override readonly name = 'Unread'
  /** 1-based, where it is known. */
  readonly line: number | undefined

  constructor(what: string, line?: number) {
    super(what)
    this.line = line
  }
}
