import { Alert } from '@trussworks/react-uswds';
import type { ReactNode } from 'react';

/** A sentence that must be seen: what is the case, on what ground, what to do. */
export function Notice(props: {
  tone: 'info' | 'warning' | 'error' | 'success';
  live?: boolean;
  children: ReactNode;
}): ReactNode {
  return (
    <Alert
      type={props.tone}
      headingLevel="h2"
      slim
      className="ak-notice"
      {...(props.live === true ? { role: 'status' } : {})}
    >
      {props.children}
    </Alert>
  );
}
