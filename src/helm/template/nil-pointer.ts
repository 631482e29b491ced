import { TemplateFailure } from '../../template/evaluate/functions.ts'

/** Thrown where a template cannot do without a value that is not there; it has Go's words for it. */
export class NilPointer extends TemplateFailure {
  override readonly name = 'NilPointer'
}
