import { readFileSync, writeFileSync } from 'node:fs'
import { Command } from 'commander'

/**
 * Draws a profile of `node --cpu-prof` as a flame graph: a rectangle is a function, as wide as the time that it and what it called took,
 * below who called it. What took less than a thousandth is left out.
 *
 *     tsx scripts/flame-graph.ts PROFILE SVG --title TEXT
 */
const program = new Command('flame-graph')
  .argument('<profile>')
  .argument('<svg>')
  .requiredOption('--title <text>', 'above the picture')
  .parse()
const [profileFile = '', svgFile = ''] = program.args
const { title } = program.opts<{ title: string }>()

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string }
  readonly children?: readonly number[]
}
interface Profile {
  readonly nodes: readonly ProfileNode[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}
interface Frame {
  readonly name: string
  readonly file: string
  us: number
  readonly calls: Map<string, Frame>
}

const WIDTH = 1_200
const ROW = 17
const TOP = 30
const CHARACTER = 6.6
const LEAST_SHARE = 0.001
const COLORS = { garbage: '#e2b4b4', native: '#d9d9d9', packages: '#c3d7ee', axon: '#f6c667' }

const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(profileFile, 'utf8')) as Profile
const byId = new Map(nodes.map((node) => [node.id, node]))
const times = new Map<number, number>()
for (const [index, id] of samples.entries()) times.set(id, (times.get(id) ?? 0) + timeDeltas[index]!)

/** Paths say where they are in the project, not where that is. */
const placeOf = (url: string): string =>
  url.replace(/^.*\/(?=node_modules\/|dist\/)/, '').replace(/^dist\//, '')

const frame = (name: string, file: string): Frame => ({ name, file, us: 0, calls: new Map() })

/** Adds a node of the profile, with all that it called, to the frame of who called it; returns its time. */
function add(node: ProfileNode, caller: Frame): number {
  const { functionName, url } = node.callFrame
  const key = `${functionName} ${url}`
  const into = caller.calls.get(key) ?? frame(functionName || '(anonymous)', placeOf(url))
  caller.calls.set(key, into)
  let us = times.get(node.id) ?? 0
  for (const child of node.children ?? []) us += add(byId.get(child)!, into)
  into.us += us
  return us
}

const all = frame('all', '')
for (const child of nodes[0]!.children ?? []) all.us += add(byId.get(child)!, all)

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function colorOf({ name, file }: Frame): string {
  if (name === '(garbage collector)') return COLORS.garbage
  if (file === '' || file.startsWith('node:')) return COLORS.native
  return file.startsWith('node_modules/') ? COLORS.packages : COLORS.axon
}

const shapes: string[] = []
let deepest = 0

function draw(drawn: Frame, x: number, depth: number): void {
  const width = (drawn.us / all.us) * WIDTH
  if (drawn.us < all.us * LEAST_SHARE) return
  deepest = Math.max(deepest, depth)
  const percent = ((drawn.us / all.us) * 100).toFixed(1)
  const letters = Math.floor((width - 6) / CHARACTER)
  const shown = letters > 2 ? drawn.name.slice(0, letters) : ''
  const text =
    shown && `<text x="${(x + 3).toFixed(1)}" y="${TOP + depth * ROW + 12}">${escaped(shown)}</text>`
  shapes.push(
    `<g><title>${escaped(`${drawn.name} ${drawn.file}`.trim())}: ${percent} %</title><rect x="${x.toFixed(1)}" y="${TOP + depth * ROW}" ` +
      `width="${Math.max(0.3, width - 0.5).toFixed(1)}" height="${ROW - 1}" fill="${colorOf(drawn)}"/>${text}</g>`,
  )
  let at = x
  for (const call of [...drawn.calls.values()].sort((a, b) => b.us - a.us)) {
    draw(call, at, depth + 1)
    at += (call.us / all.us) * WIDTH
  }
}

draw(all, 0, 0)
const height = TOP + (deepest + 1) * ROW + 6
const seconds = (all.us / 1e6).toFixed(1)
writeFileSync(
  svgFile,
  `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="monospace" font-size="11">
<title>${escaped(title)}</title>
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
<text x="6" y="19" font-size="14">${escaped(title)} (${seconds} s; callers above, the widest first)</text>
${shapes.join('\n')}
</svg>
`,
)
