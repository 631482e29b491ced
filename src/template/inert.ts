/** Literal text that holds `{{`, written so that a template prints it and does not run it. */
export function inert(literal: string): string {
  return literal.replaceAll('{{', '{{ "{{" }}')
}
