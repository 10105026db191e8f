/** A random UUID: browsers put one into each name that they make, also where `crypto.randomUUID` is missing, for want of TLS. */
export const uuid = (): string => URL.createObjectURL(new Blob()).slice(-36)
