import type { ReactNode } from 'react'
import { Checkbox } from 'react-aria-components'
import './check-field.css'

interface Props {
  readonly children: ReactNode
  readonly isSelected: boolean
  readonly onChange: (isSelected: boolean) => void
  readonly isDisabled?: boolean
}

export function CheckField({ children, ...props }: Props) {
  return (
    <Checkbox {...props} className="check-field">
      {({ isSelected }) => (
        <>
          <span className="mark" aria-hidden="true">
            {isSelected && '✓'}
          </span>
          <span>{children}</span>
        </>
      )}
    </Checkbox>
  )
}
