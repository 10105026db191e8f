import { Fragment, type ReactNode } from 'react'
import './facts.css'

/** What is known of something: names, and what each is. */
export const Facts = ({
  list,
}: {
  readonly list: readonly (readonly [name: string, value: ReactNode])[]
}) => (
  <dl className="facts">
    {list.map(([name, value]) => (
      <Fragment key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </Fragment>
    ))}
  </dl>
)
