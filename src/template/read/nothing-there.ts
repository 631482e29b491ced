import { TemplateFailure } from '../functions.ts'

/** Thrown where a template cannot do without a value that is not there; it has Go's words for it. */
export class NothingThere extends TemplateFailure {
  override readonly name = 'NothingThere'
}
