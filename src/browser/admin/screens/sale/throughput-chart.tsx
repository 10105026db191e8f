import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { BOUNDS, SAMPLE_MS } from '../../../../live-view/bounds.ts'
import 'uplot/dist/uPlot.min.css'
import './throughput-chart.css'

const HEIGHT = 176
const SHOWN_S = (BOUNDS.throughput * SAMPLE_MS) / 1_000

/** The line of the last minute; 0 on the right is now. */
export default function ThroughputChart({ samples }: { readonly samples: readonly number[] }) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot>(undefined)

  useEffect(() => {
    const element = box.current!
    const style = getComputedStyle(element.parentElement!)
    const axis = {
      stroke: () => style.outlineColor,
      grid: { stroke: () => style.caretColor, width: 1 },
      ticks: { show: false },
    }
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: () => [-SHOWN_S, 0] },
          y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] },
        },
        axes: [{ ...axis, size: 28, values: (_, seconds) => seconds.map((second) => `${second} s`) }, axis],
        series: [{}, { stroke: () => style.color, width: 2, points: { show: false } }],
      },
      [[], []],
      element,
    )
    chart.current = plot
    const resized = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }))
    resized.observe(element)
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const redraw = (): void => plot.redraw()
    dark.addEventListener('change', redraw)
    return () => {
      resized.disconnect()
      dark.removeEventListener('change', redraw)
      plot.destroy()
    }
  }, [])

  useEffect(() => {
    const seconds = samples.map((_, index) => ((index - samples.length + 1) * SAMPLE_MS) / 1_000)
    chart.current?.setData([seconds, [...samples]])
  }, [samples])

  return <div ref={box} />
}
