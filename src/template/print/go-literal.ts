/** A literal of Go: a JSON string, with escapes for what cannot be seen. */
export function goLiteral(value: string | number | boolean): string {
  const wellFormed = typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\ufffd') : value
  return JSON.stringify(wellFormed).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (mark) => {
    return `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
