/** A database as the plain programs take it: the path of a SQLite file, or a URL. */
export const placeOf = (url: string): string =>
  url.startsWith('sqlite:') ? url.slice('sqlite:'.length).split('?')[0]! : url
