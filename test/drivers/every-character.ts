/** Every printable character of ASCII, the blank first. */
export const everyCharacter = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i))
