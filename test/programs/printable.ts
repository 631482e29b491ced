/** Every printable character of ASCII, the blank first: what any password may be made of. */
export const printable: string = String.fromCharCode(
  ...Array.from({ length: 95 }, (_, i) => 32 + i),
)
