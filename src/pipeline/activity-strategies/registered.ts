/** Every activity type that has a strategy: a new one is a file beside this one and a line here. */
export { firstComeFirstServe } from './first-come-first-serve.ts'
