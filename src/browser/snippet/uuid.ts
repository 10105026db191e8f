/** A random UUID: browsers put one into each name that they make, also where `crypto.randomUUID` is missing, for want of TLS. */
export const uuid = (): string => {
  const url = URL.createObjectURL(new Blob())
  URL.revokeObjectURL(url)
  return url.slice(-36)
}
