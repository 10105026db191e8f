import './tiles.css'

/** Numbers that are read at a glance. */
export const Tiles = ({ list }: { readonly list: readonly (readonly [name: string, value: string])[] }) => (
  <dl className="tiles">
    {list.map(([name, value]) => (
      <div key={name} className="tile">
        <dt className="small soft">{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)
