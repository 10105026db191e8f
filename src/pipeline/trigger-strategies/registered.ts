/** Every trigger type that has a strategy: a new one is a file beside this one and a line here. */
export { click, custom, elementVisible, formSubmit, pageView, scrollDepth } from './behaviours.ts'
export { loginSuccess } from './login-success.ts'
export { purchase } from './purchase.ts'
export { signup } from './signup.ts'
