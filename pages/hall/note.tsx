/** A line that comes and goes. Its place is always there, so that nothing moves under the pointer. */
export function Note({ id, children }: { id?: string; children: string | undefined }) {
  return (
    <p id={id} class={`note${children === undefined ? '' : ' there'}`} role="status" title={children}>
      {children}
    </p>
  );
}
