/** Every request to the callback address, and what became of it. */
export function Deliveries() {
  return null;
}
