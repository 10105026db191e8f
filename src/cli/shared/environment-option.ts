import type { Option } from 'commander'

/** Lets a variable of the environment stand for the option. Set to nothing it counts as not set, as in shells' `${NAME:-…}`. */
export function environmentOption(name: string, option: Option): Option {
  Object.defineProperty(option, 'envVar', {
    get: () => (process.env[name]?.trim() === '' ? undefined : name),
  })
  return option
}
