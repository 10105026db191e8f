/** A name as it is, in an SQL statement. */
export const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`
