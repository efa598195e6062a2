import type { ReactNode } from 'react';

const SHAPES = {
  warning: <path d="M12 3 23 21H1zM11 9v6h2V9zm0 7.5v2h2v-2z" fillRule="evenodd" />,
  dent: (
    <path
      d="M2 17v-4.500L4.500 11l3-5h8l4 5 2.500 1.500V17h-2.300a2.700 2.700 0 0 1-5.400 0H9.700a2.700 2.700 0 0 1-5.400 0zM12.500 7.500l-3 4.500h2.200l-1.200 3.500 4-5h-2.300l1.600-3z"
      fillRule="evenodd"
    />
  ),
  photo: (
    <path
      d="M3 5h18v14H3zm2 2v8l4-4 4 4 2.500-2.500L19 16V7zm10.500 1a1.700 1.700 0 1 1 0 3.400 1.700 1.700 0 0 1 0-3.400z"
      fillRule="evenodd"
    />
  ),
  'photo-broken': (
    <path
      d="M7.800 5H21v13.200l-2-2V16l-2.500-2.500-1 .6L9.800 8.400V7zM3 6.100l2 2V15l3.600-3.600 5.600 5.600h1.700l2 2H3zM3.400 2 22 20.600 20.600 22 2 3.400z"
      fillRule="evenodd"
    />
  ),
  'zoom-in': <path d="M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z" />,
  'zoom-out': <path d="M5 11h14v2H5z" />,
  fit: <path d="M4 4h6v2H6v4H4zm10 0h6v6h-2V6h-4zM4 14h2v4h4v2H4zm14 0h2v6h-6v-2h4z" />,
  bag: <path d="M8 8V6a4 4 0 0 1 8 0v2h4v12H4V8zm2 0h4V6a2 2 0 0 0-4 0z" fillRule="evenodd" />,
  more: (
    <path d="M5 10a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm7 0a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm7 0a2 2 0 1 1 0 4 2 2 0 0 1 0-4z" />
  ),
  menu: <path d="M3 6h18v2H3zm0 5h18v2H3zm0 5h18v2H3z" />,
  search: (
    <path
      d="M10.500 3a7.500 7.500 0 1 0 4.600 13.400l4.700 4.700 1.400-1.400-4.700-4.700A7.500 7.500 0 0 0 10.500 3zm0 2a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11z"
      fillRule="evenodd"
    />
  ),
  close: (
    <path d="m5 6.400 1.400-1.400L12 10.600 17.600 5 19 6.400 13.400 12 19 17.600 17.600 19 12 13.400 6.400 19 5 17.600 10.600 12z" />
  ),
  key: (
    <path
      d="M7.500 6a6 6 0 0 1 5.700 4H23v4h-3v4h-4v-4h-2.800A6 6 0 1 1 7.500 6zm0 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"
      fillRule="evenodd"
    />
  ),
  note: <path d="M4 3h16v12l-6 6H4zm2 2v14h7v-5h5V5zm2 3h8v2H8zm0 4h5v2H8z" fillRule="evenodd" />,
  clock: (
    <path
      d="M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20zm0 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zm-1 3h2v4.600l3.200 3.200-1.400 1.400L11 12.400z"
      fillRule="evenodd"
    />
  ),
  printer: (
    <path
      d="M7 3h10v5h3a2 2 0 0 1 2 2v8h-4v3H6v-3H2v-8a2 2 0 0 1 2-2h3zm2 2v3h6V5zm-1 9v5h8v-5zm10-3.500v2h2v-2z"
      fillRule="evenodd"
    />
  ),
  past: (
    <path
      d="M13 3a9 9 0 1 1-8.500 12h2.200A7 7 0 1 0 6.600 9.200L9.400 12H2V4.600l3.200 3.200A9 9 0 0 1 13 3zm-1 4h2v4.600l3 3-1.400 1.400L12 12.400z"
      fillRule="evenodd"
    />
  ),
  done: <path d="M9.500 18.500 3 12l1.800-1.800 4.700 4.700L19.200 5.200 21 7z" />,
  down: <path d="m5 8.500 1.500-1.500L12 12.500 17.500 7 19 8.500l-7 7z" />,
  previous: <path d="m15 5-7 7 7 7 1.500-1.500L11 12l5.500-5.500z" />,
  next: <path d="m9 5 7 7-7 7-1.500-1.500L13 12 7.500 6.500z" />,
} satisfies Record<string, ReactNode>;

/** The pictures that the page has. */
export type IconName = keyof typeof SHAPES;

/** A picture beside a word that says the same: never read aloud, never alone. */
export function Icon({ name, size = 14 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" focusable="false">
      {SHAPES[name]}
    </svg>
  );
}
