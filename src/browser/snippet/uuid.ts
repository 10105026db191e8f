/** A random UUID. Where `crypto` makes none, for want of TLS: browsers put one into each name that they make. */
export const uuid = (): string => crypto.randomUUID?.() || URL.createObjectURL(new Blob()).slice(-36)
