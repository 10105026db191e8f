/** Names that lead to this machine in browsers that can be told so. */
export const FOREIGN_HOSTS = ['xn--e1afmkfd.xn--p1ai'] as const
