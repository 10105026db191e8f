import type { BrowserCase } from '../../browser-case.ts'
import { keyOn, on, press } from './press.ts'

const DISABLED = '<button id="buy" disabled><span id="child">sold out</span></button>'
const LABEL = '<label id="label"><input type="checkbox" id="box"> <span id="words">I agree</span></label>'

/** Labels, which press what they are of, and controls that can't be pressed. */
export const controls: readonly BrowserCase[] = [
  press({ name: 'a label around a checkbox', body: LABEL, selector: 'label', act: on('#words'), times: 1 }),
  press({ name: 'the checkbox of a label', body: LABEL, selector: 'label', act: on('#box'), times: 1 }),
  press({
    name: 'a label around a checkbox, for a rule on the checkbox',
    body: LABEL,
    selector: 'input[type=checkbox]',
    act: on('#words'),
    times: 1,
  }),
  press({
    name: 'a label beside its checkbox, for a rule on either',
    body: '<input type="checkbox" id="box" class="x"><label for="box" class="x" id="label">I agree</label>',
    selector: '.x',
    act: on('#label'),
    times: 1,
  }),
  press({
    name: 'a label that is pressed twice',
    body: LABEL,
    selector: 'label',
    act: async (visitor) => {
      await visitor.click('#words')
      await visitor.click('#words')
    },
    times: 2,
  }),
  press({
    name: 'the space bar on a checkbox',
    body: LABEL,
    selector: 'label',
    act: keyOn('#box', 'Space'),
    times: 1,
  }),
  press({ name: 'a disabled button', body: DISABLED, selector: '#buy', act: on('#buy'), times: 0 }),
  press({
    name: 'a child of a disabled button',
    body: DISABLED,
    selector: '#buy, #child',
    act: on('#child'),
    times: 0,
  }),
  press({
    name: 'a click that a script sends to the child of a disabled button',
    body: DISABLED,
    selector: '#buy, #child',
    act: (visitor) => visitor.run(`document.querySelector('#child').click()`),
    times: 0,
  }),
  press({
    name: 'a button in a disabled fieldset',
    body: '<fieldset disabled><button id="buy"><b id="child">buy</b></button></fieldset>',
    selector: '#buy',
    act: on('#child'),
    times: 0,
  }),
]
